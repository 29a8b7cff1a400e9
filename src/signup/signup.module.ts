import { Global, Module } from '@nestjs/common';
import { AddressChangeService } from './address-change.service.js';
import { ConfirmationComposer } from './confirmation.composer.js';
import { ConfirmingService } from './confirming.service.js';
import { NewsletterConfirmingService } from './newsletter-confirming.service.js';
import { NoticeComposer } from './notice.composer.js';
import { SignupDecidingService } from './signup-deciding.service.js';
import { SignupService } from './signup.service.js';
import { SignupStore } from './signup.store.js';

/** From the form to the confirmed reader. */
@Global()
@Module({
  providers: [
    SignupStore,
    SignupService,
    SignupDecidingService,
    ConfirmingService,
    NewsletterConfirmingService,
    AddressChangeService,
    ConfirmationComposer,
    NoticeComposer,
  ],
  exports: [SignupService, SignupDecidingService, AddressChangeService],
})
export class SignupModule {}
