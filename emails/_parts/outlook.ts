/** For Outlook on Windows (Word): it knows no max-width, and scales pictures unless told the resolution. Goes before </head>. */
export const outlookHead =
  '<!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office">' +
  '<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>' +
  '<style>.frame{width:600px!important}td,p,h1,h2,h3,li{mso-line-height-rule:exactly}</style><![endif]-->';
