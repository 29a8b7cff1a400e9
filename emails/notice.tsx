import { ActionButton } from './_parts/action-button.js';
import { Footer, footerText } from './_parts/footer.js';
import { Frame } from './_parts/frame.js';
import { noticeWords, type NoticeKind, type NoticeWords, type TeamNoticeKind } from './_parts/notice-words.js';
import { SmallPrint, Title, Words } from './_parts/words.js';
import { TopLine } from './_parts/top-line.js';
import { paragraphs, underlined } from './_parts/wrapped-text.js';

export interface NoticeLetterProps {
  kind: NoticeKind | TeamNoticeKind;
  /** Who runs this: stands above the sheet. */
  from: string;
  actionUrl: string;
  postalAddress: string;
}

/** A second look before something that matters: the link goes to the address, and to nobody else (rule 31). */
export default function NoticeLetter({ kind, from, actionUrl, postalAddress }: NoticeLetterProps) {
  const words = noticeWords[kind];
  return (
    <Frame
      subject={words.subject}
      preheader={words.preheader}
      top={<TopLine name={from} />}
      footer={<Footer postalAddress={postalAddress} why={words.why} />}
    >
      <Title>{words.title}</Title>
      {words.lines.map((line) => (
        <Words key={line}>{line}</Words>
      ))}
      <div style={{ margin: '28px 0 32px' }}>
        <ActionButton href={actionUrl}>{words.button}</ActionButton>
      </div>
      {words.lasts !== null && <SmallPrint>{`The button ${works(words)}`}</SmallPrint>}
      <SmallPrint>{words.otherwise}</SmallPrint>
    </Frame>
  );
}

export function NoticeLetterText({ kind, actionUrl, postalAddress }: NoticeLetterProps): string {
  const words = noticeWords[kind];
  return `${paragraphs(
    underlined(words.title),
    ...words.lines,
    `${words.button}:\n${actionUrl}`,
    words.lasts === null ? words.otherwise : `The link ${works(words)}\n${words.otherwise}`,
    footerText({ postalAddress, why: words.why }),
  )}\n`;
}

function works({ once, lasts = 'an hour' }: NoticeWords): string {
  return once ? `works once, within ${lasts}.` : `works for ${lasts}.`;
}

NoticeLetter.PreviewProps = {
  kind: 'download',
  from: 'Coursepost',
  actionUrl: 'https://example.com/manage/sample/download',
  postalAddress: '12 Harbour Street, Leeds, LS1 4AB, United Kingdom',
} satisfies NoticeLetterProps as NoticeLetterProps;
