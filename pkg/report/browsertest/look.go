package browsertest

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Everywhere looks at the page on a screen and on a telephone, light and dark, and on paper. name is that of the pictures that
// Shot keeps.
func (b *Browser) Everywhere(t *testing.T, name string) {
	for _, width := range []int64{1280, 390} {
		t.Run(fmt.Sprintf("%d px", width), func(t *testing.T) {
			b.Run(t, chromedp.EmulateViewport(width, 900), chromedp.Sleep(settle))
			for _, theme := range []string{"light", "dark"} {
				Eval[bool](t, b, `(R.setTheme("`+theme+`"), true)`)
				b.Look(t, theme)
			}
			b.Shot(t, fmt.Sprintf("%s-%d", name, width))
		})
	}
	t.Run("paper", func(t *testing.T) {
		b.Run(t, chromedp.EmulateViewport(760, 1000), emulation.SetEmulatedMedia().WithMedia("print"))
		Eval[bool](t, b, `(window.dispatchEvent(new Event("beforeprint")), true)`)
		b.Run(t, chromedp.Sleep(settle))
		b.Look(t, "paper")
		b.Shot(t, name+"-paper")
		Eval[bool](t, b, `(window.dispatchEvent(new Event("afterprint")), true)`)
		b.Run(t, emulation.SetEmulatedMedia().WithMedia(""))
	})
}

// Look fails where a text lies over another one, the page is wider than its window, or a chart has nothing in it. what says
// which state of the page it is.
func (b *Browser) Look(t testing.TB, what string) {
	t.Helper()
	for _, js := range []string{overlaps, blank} {
		for _, fault := range Eval[[]string](t, b, js) {
			t.Error(what+":", fault)
		}
	}
}

// overlaps is JavaScript that lists texts that lie over one another, and what is wider than the page. A text counts as far as its
// ancestors show it.
const overlaps = `(() => {
	const out = [];
	const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
	if (wide > 1) {
		const who = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && getComputedStyle(e.closest('.table-scroll') || e).overflowX !== 'auto')
			.slice(0, 5).map(e => e.tagName + '.' + e.className + '#' + e.id);
		out.push('the page is ' + wide + ' px too wide: ' + who.join(' '));
	}
	const boxes = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const n = walk.currentNode;
		if (!n.data.trim()) continue;
		const e = n.parentElement;
		if (!e.checkVisibility({opacityProperty: true, visibilityProperty: true}) || e.closest('script,style,noscript,option,select,.unseen,.skip')) continue;
		const range = document.createRange();
		range.selectNodeContents(n);
		for (const r of range.getClientRects()) {
			let box = {l: r.left, t: r.top, r: r.right, b: r.bottom};
			for (let p = e; p; p = p.parentElement) {
				const s = getComputedStyle(p);
				if (s.overflowX === 'visible' && s.overflowY === 'visible') continue;
				const q = p.getBoundingClientRect();
				if (p === document.documentElement || p === document.body) continue;
				box = {l: Math.max(box.l, q.left), t: Math.max(box.t, q.top), r: Math.min(box.r, q.right), b: Math.min(box.b, q.bottom)};
			}
			let fixed = false;
			for (let p = e; p; p = p.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(p).position)) fixed = true;
			if (fixed || box.r - box.l < 2 || box.b - box.t < 2) continue;
			boxes.push({...box, text: n.data.trim().slice(0, 40), e});
		}
	}
	boxes.sort((a, b) => a.t - b.t);
	for (let i = 0; i < boxes.length && out.length < 20; i++) {
		for (let j = i + 1; j < boxes.length && boxes[j].t < boxes[i].b; j++) {
			const a = boxes[i], b = boxes[j];
			const w = Math.min(a.r, b.r) - Math.max(a.l, b.l), h = Math.min(a.b, b.b) - Math.max(a.t, b.t);
			if (w > 2 && h > 4 && a.e !== b.e) out.push(JSON.stringify(a.text) + ' over ' + JSON.stringify(b.text));
		}
	}
	return out;
})()`

// blank is JavaScript that lists charts with nothing drawn in them: axes and words are grey, what is drawn between them has a colour.
const blank = `(() => {
	const out = [];
	for (const [id, chart] of Object.entries(R.charts)) {
		const dom = R.printing ? document.querySelector('#figure-' + CSS.escape(id) + ' .chart-paper') : chart.getDom();
		const box = dom.getBoundingClientRect();
		if (box.width < 100 || box.height < 80) { out.push(id + ': ' + box.width + ' by ' + box.height + ' px'); continue; }
		let coloured = 0;
		const copy = document.createElement('canvas');
		copy.width = 300;
		copy.height = 200;
		const ground = copy.getContext('2d', {willReadFrequently: true});
		for (const canvas of dom.querySelectorAll('canvas')) ground.drawImage(canvas, 0, 0, copy.width, copy.height);
		const px = ground.getImageData(0, 0, copy.width, copy.height).data;
		for (let i = 0; i < px.length; i += 4) {
			if (px[i + 3] > 100 && Math.max(px[i], px[i + 1], px[i + 2]) - Math.min(px[i], px[i + 1], px[i + 2]) > 60) coloured++;
		}
		if (coloured < 20) out.push(id + ': only ' + coloured + ' of 60,000 places have a colour');
	}
	return out;
})()`
