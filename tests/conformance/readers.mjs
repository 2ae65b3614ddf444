// Opens EPUBs in two engines that people read with, in a headless Chromium, and follows every footnote.
//
//   readers.mjs NODE_MODULES FILE.epub...
//
// In epub.js and in foliate-js (the engine of Foliate and Readest) every file of the spine must show text
// or an image; a click on each footnote's mark must bring the note onto the screen, and a click on its way
// back the mark; foliate's pop-up must show the note's words; and the console must stay empty. The network
// is the folder NODE_MODULES and the book: what is asked elsewhere is a failure. Exit 1 on any.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'

const [modules, ...files] = process.argv.slice(2)
const puppeteer = createRequire(path.join(modules, 'x.js'))('puppeteer-core')
const HOST = 'http://localhost/'
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.json': 'application/json' }
const NOTES_MAX = 60 // of one book in one engine
const FRAME = '<!DOCTYPE html><meta charset="utf-8"><style>html,body{margin:0}#book,foliate-view{display:block;width:100vw;height:100vh}</style>'

// Both pages give the same functions: count, show(i), shown() → the document on the screen, pop(a) → text.
const ENGINES = {
  'epub.js': `${FRAME}<div id="book"></div>
<script src="/jszip/dist/jszip.min.js"></script><script src="/epubjs/dist/epub.min.js"></script><script>
(async () => {
  const book = ePub(await (await fetch('/book.epub')).arrayBuffer())
  const rendition = book.renderTo('book', { width: innerWidth, height: innerHeight, allowScriptedContent: true })
  await rendition.display()
  window.engine = { count: book.spine.spineItems.length, show: i => rendition.display(book.spine.spineItems[i].href),
    shown: () => rendition.getContents()[0]?.document }
})()
</script>`,
  'foliate-js': `${FRAME}<script type="module">
import '/foliate-js/view.js'
import { FootnoteHandler } from '/foliate-js/footnotes.js'
const view = document.createElement('foliate-view'), handler = new FootnoteHandler()
document.body.append(view)
let popped = null
view.addEventListener('link', event => { if (popped) handler.handle(view.book, event)?.catch(popped.reject) })
handler.addEventListener('before-render', event => {
  document.querySelector('.pop')?.remove() // not before: it is still being laid out
  event.detail.view.className = 'pop'
  event.detail.view.style.cssText = 'position:fixed;visibility:hidden;height:20em'
  document.body.append(event.detail.view)
})
handler.addEventListener('render', event => popped?.resolve(event.detail.view.renderer.getContents()[0]?.doc.body.textContent ?? ''))
await view.open(new File([await (await fetch('/book.epub')).blob()], 'book.epub'))
window.engine = { count: view.book.sections.length, show: i => view.goTo(i),
  shown: () => view.renderer.getContents()[0]?.doc,
  pop: async link => {
    const text = await new Promise((resolve, reject) => { popped = { resolve, reject }; link.click(); setTimeout(() => resolve(''), 5000) })
    popped = null
    return text.trim()
  } }
</script>`
}

// Runs in the page: goes through the book; returns what is wrong and what was seen.
async function read(notesMax) {
  const wrong = [], seen = { files: 0, notes: 0 }
  const wait = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))
  const find = id => engine.shown()?.getElementById(id)
  const isVisible = id => {
    const element = find(id), frame = element?.ownerDocument.defaultView?.frameElement
    if (!frame) return false
    const outer = frame.getBoundingClientRect()
    return [...element.getClientRects()].some(box => box.width > 0 && outer.left + box.right > 0 && outer.left + box.left < innerWidth &&
      outer.top + box.bottom > 0 && outer.top + box.top < innerHeight)
  }
  const comes = async id => { for (let i = 0; i < 100; i++) { if (isVisible(id)) return true; await wait(50) } return false }
  const goThereAndBack = async (file, id) => {
    const mark = find(id), note = decodeURIComponent(mark.getAttribute('href').split('#')[1])
    if (engine.pop && !await engine.pop(mark)) wrong.push(`file ${file}: #${id} opens no pop-up`)
    mark.click()
    if (!await comes(note)) return wrong.push(`file ${file}: #${id} does not lead to its note`)
    const back = [...find(note).querySelectorAll('a')].find(link => link.getAttribute('href').endsWith('#' + id))
    if (!back) return wrong.push(`file ${file}: #${note} has no way back to #${id}`)
    back.click()
    if (!await comes(id)) wrong.push(`file ${file}: #${note} does not lead back to #${id}`)
  }
  for (let file = 0; file < engine.count; file++) {
    await engine.show(file)
    const page = engine.shown()
    if (!page?.body.textContent.trim() && ![...page?.images ?? []].some(image => image.naturalWidth)) wrong.push(`file ${file} shows nothing`)
    for (const image of page?.images ?? []) if (!image.complete || !image.naturalWidth) wrong.push(`file ${file}: ${image.alt} is not shown`)
    seen.files++
    for (const id of [...page?.querySelectorAll('[role~="doc-noteref"]') ?? []].map(mark => mark.id)) {
      if (seen.notes++ >= notesMax) break
      await engine.show(file)
      if (!find(id)) wrong.push(`file ${file}: #${id} is not there`)
      else await goThereAndBack(file, id)
    }
  }
  return { wrong, seen }
}

function answer(request, engine, book, wrong) {
  const address = request.url()
  if (!address.startsWith(HOST)) {
    if (/^https?:/.test(address)) wrong.push(`asks for ${address}`)
    return /^https?:/.test(address) ? request.abort() : request.continue()
  }
  const name = decodeURIComponent(new URL(address).pathname.slice(1))
  if (name === '') return request.respond({ contentType: 'text/html', body: ENGINES[engine] })
  if (name === 'book.epub') return request.respond({ contentType: 'application/epub+zip', body: book })
  const file = path.join(modules, name)
  if (name === 'favicon.ico' || !fs.existsSync(file)) return request.respond({ status: name === 'favicon.ico' ? 204 : 404 })
  return request.respond({ contentType: TYPES[path.extname(file)] ?? 'application/octet-stream', body: fs.readFileSync(file) })
}

async function open(browser, engine, file) {
  const page = await browser.newPage(), wrong = []
  await page.setViewport({ width: 600, height: 800 })
  await page.setRequestInterception(true)
  const book = fs.readFileSync(file)
  page.on('request', request => answer(request, engine, book, wrong))
  page.on('console', message => { if (message.type() === 'error') wrong.push(`console: ${message.text()}`) })
  page.on('pageerror', error => wrong.push(`error: ${error}`))
  let seen = {}
  try {
    await page.goto(HOST)
    await page.waitForFunction('window.engine', { timeout: 60000 })
    const result = await page.evaluate(read, NOTES_MAX)
    wrong.push(...result.wrong)
    seen = result.seen
  } catch (error) {
    wrong.push(`stopped: ${error}`)
  }
  await page.close()
  for (const line of wrong.slice(0, 20)) console.log(`FAILED ${path.basename(file)} ${engine}: ${line}`)
  console.log(`${path.basename(file)} ${engine}: ${seen.files ?? 0} files, ${seen.notes ?? 0} notes, ${wrong.length} failures`)
  return wrong.length
}

const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'], protocolTimeout: 600000 })
let failures = 0
for (const file of files) for (const engine of Object.keys(ENGINES)) failures += await open(browser, engine, file)
await browser.close()
process.exit(failures ? 1 : 0)
