import type { EntityManager } from 'typeorm';
import { HouseError } from '../house-error.js';
import type { Subscriber, SubscriberStore } from '../subscribers/subscriber.store.js';
import type { Signup, SignupStore } from './signup.store.js';

/**
 * A sign-up that is being confirmed, and its person, both locked until the transaction ends: the person before the sign-up, as
 * "forget me" does. Throws HouseError 'gone'.
 */
export async function takeInHand(
  signupId: string,
  signups: SignupStore,
  subscribers: SubscriberStore,
  manager: EntityManager,
): Promise<{ signup: Signup; person: Subscriber }> {
  const subscriberId = (await signups.byId(signupId, manager))?.subscriberId;
  const person = subscriberId ? await subscribers.take(subscriberId, manager) : null;
  const signup = await signups.take(signupId, manager);
  if (!signup || !person)
    throw new HouseError('gone', 'This link has expired. Please sign up once more: it takes a minute.');
  return { signup, person };
}
