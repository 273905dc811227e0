import { chromium } from 'playwright-core';
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
const [,, base, out, ...paths] = process.argv;
for (const [lang, theme] of [['en','light'],['ja','dark'],['en','dark'],['ja','light']]) {
  const c = await b.newContext({viewport:{width:1280,height:1000}, colorScheme: theme, locale: lang==='ja'?'ja-JP':'en-US', timezoneId:'Asia/Tokyo'});
  const p = await c.newPage();
  for (const path of paths) {
    await p.goto(base+path); await p.waitForTimeout(1500);
    await p.screenshot({path:`${out}/${path.replace(/[^a-z]/gi,'_')}-${lang}-${theme}.png`, fullPage:true});
  }
  await c.close();
}
await b.close();
