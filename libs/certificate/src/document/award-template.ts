/**
 * The award certificate: A4, landscape, Chinese and English, set by Typst. It reads only `sys.inputs.data`, the JSON of an
 * `AwardWording`: what people wrote arrives as values and can never become markup.
 * A change that moves a single dot is a new version: certificates once issued can be set again from their data.
 */
export const AWARD_TEMPLATE = `#let data = json(bytes(sys.inputs.data))
#let red = rgb("#a8161c")
#let gold = rgb("#a8842c")
#let pale = rgb("#d9c48c")
#let ink = rgb("#2b2320")
#let paper = rgb("#fdfaf1")

#set document(title: data.documentTitle, author: data.issuer.zh, date: datetime(..data.day))
#set text(font: "Noto Serif SC", fallback: false, fill: ink, lang: "zh", region: "cn", size: 12pt, cjk-latin-spacing: auto)

// The largest of the sizes at which the text stays on one line; past the smallest the certificate is refused, never cut.
#let fitted(line, body, width, sizes, ..style) = context {
  let chosen = sizes.find(size => measure(text(size: size * 1pt, ..style, body)).width <= width)
  if chosen == none { panic("TEXT_TOO_LONG:" + line) }
  text(size: chosen * 1pt, ..style, body)
}

// 回纹: one key of the meander, three cells high in a band of the frame.
#let keys(count, unit) = {
  let c = unit / 6
  let parts = ()
  for i in range(count) {
    let x = i * unit
    parts += (
      curve.move((x, 4 * c)), curve.line((x, 0pt)), curve.line((x + 5 * c, 0pt)), curve.line((x + 5 * c, 3 * c)),
      curve.line((x + 2 * c, 3 * c)), curve.line((x + 2 * c, 1.5 * c)), curve.line((x + 3.5 * c, 1.5 * c)),
      curve.move((x, 4 * c)), curve.line((x + unit, 4 * c)),
    )
  }
  curve(stroke: (paint: gold, thickness: 0.6pt, join: "miter", cap: "square"), ..parts)
}

#let corner = {
  let side = 13mm
  box(width: side, height: side, fill: paper, stroke: 1pt + gold, {
    for inset in (1.6mm, 3.0mm) {
      place(dx: inset, dy: inset, square(size: side - 2 * inset, stroke: 0.5pt + gold))
    }
    place(center + horizon, rotate(45deg, square(size: 4.6mm, stroke: 0.7pt + red)))
    place(center + horizon, rotate(45deg, square(size: 2.2mm, fill: red)))
  })
}

#let frame = {
  let w = 297mm
  let h = 210mm
  let m = 8mm
  place(dx: m, dy: m, rect(width: w - 2 * m, height: h - 2 * m, stroke: 1.6pt + gold))
  place(dx: m + 1.1mm, dy: m + 1.1mm, rect(width: w - 2 * m - 2.2mm, height: h - 2 * m - 2.2mm, stroke: 0.4pt + gold))
  let band = 8.2mm
  let inner = m + band
  place(dx: inner, dy: inner, rect(width: w - 2 * inner, height: h - 2 * inner, stroke: 0.4pt + gold))
  place(dx: inner + 0.9mm, dy: inner + 0.9mm, rect(width: w - 2 * inner - 1.8mm, height: h - 2 * inner - 1.8mm, stroke: 1pt + red))
  let unit = 6mm
  let across = int((w - 2 * m - 26mm) / unit)
  let down = int((h - 2 * m - 26mm) / unit)
  let ux = (w - 2 * m - 26mm) / across
  let uy = (h - 2 * m - 26mm) / down
  let dy = m + 2.65mm
  place(dx: m + 13mm, dy: dy, keys(across, ux))
  place(dx: m + 13mm, dy: h - dy, rotate(180deg, origin: top + left, move(dx: -(w - 2 * m - 26mm), keys(across, ux))))
  place(dx: w - dy, dy: m + 13mm, rotate(90deg, origin: top + left, keys(down, uy)))
  place(dx: dy, dy: h - m - 13mm, rotate(-90deg, origin: top + left, keys(down, uy)))
  let far = m - 0.6mm
  for (at, x, y) in ((top + left, 1, 1), (top + right, -1, 1), (bottom + left, 1, -1), (bottom + right, -1, -1)) {
    place(at, dx: x * far, dy: y * far, corner)
  }
}

// Fine lines that a copier loses: a rosette of two closed curves, one stroke each.
#let rosette(radius, petals, depth, turns, steps) = {
  let points = range(steps).map(i => {
    let a = 360deg * turns * i / steps
    let r = radius * (1 - depth + depth * calc.cos(a * petals / turns))
    (radius + r * calc.cos(a), radius + r * calc.sin(a))
  })
  curve(
    stroke: (paint: pale.lighten(35%), thickness: 0.3pt),
    curve.move(points.first()),
    ..points.slice(1).map(point => curve.line(point)),
    curve.close(mode: "straight"),
  )
}

#let star(radius) = {
  let points = range(10).map(i => {
    let r = if calc.rem(i, 2) == 0 { radius } else { radius * 0.382 }
    let a = -90deg + 36deg * i
    (radius + r * calc.cos(a), radius + r * calc.sin(a))
  })
  polygon(fill: red, ..points)
}

// The issuer's name around, the star in the middle; drawn, so that no picture file carries somebody's seal.
#let seal(name, purpose) = {
  let d = 37mm
  let letters = name.clusters()
  let n = letters.len()
  // As large as leaves each letter its share of the circle.
  let step = calc.min(24deg, 256deg / calc.max(n - 1, 1))
  let rim = d / 2 - 1.6mm
  let size = calc.min(15pt, rim * step.rad() / (1.02 + 0.62 * step.rad()))
  let radius = rim - 0.62 * size
  box(width: d, height: d, {
    place(circle(radius: d / 2, stroke: 1.5pt + red))
    place(center + horizon, move(dx: 0mm, star(5.2mm)))
    for (i, letter) in letters.enumerate() {
      let angle = (i - (n - 1) / 2) * step
      place(center + horizon, dx: radius * calc.sin(angle), dy: -radius * calc.cos(angle),
        rotate(angle, text(size: size, weight: 700, fill: red, letter)))
    }
    place(center + bottom, dy: -4.6mm, text(size: 7.5pt, weight: 700, fill: red, tracking: 1pt, purpose))
  })
}

#set page(width: 297mm, height: 210mm, margin: 0mm, fill: paper, background: pdf.artifact(frame))

#pdf.artifact({
  place(center + horizon, dy: 2mm, rosette(62mm, 29, 0.22, 7, 900))
  place(center + horizon, dy: 2mm, rosette(40mm, 17, 0.3, 5, 600))
})

#let gray = ink.lighten(15%)
#let width = 225mm
#let english(body) = text(lang: "en", features: ("pwid",), body)
#set align(center)
#set par(spacing: 0pt, leading: 0.7em)

#place(top + center, dy: 28mm, block(width: width, height: 117mm, {
  fitted("title", text(tracking: 18pt, data.title.zh), width, (48, 40, 32), weight: 700, fill: red)
  v(5.5mm)
  fitted("title", english(upper(data.title.en)), width, (13, 11), fill: gold, tracking: 3.4pt)
  v(5mm)
  box(width: 100mm, height: 2mm, {
    place(left + horizon, line(length: 45mm, stroke: 0.6pt + gold))
    place(right + horizon, line(length: 45mm, stroke: 0.6pt + gold))
    place(center + horizon, rotate(45deg, square(size: 2mm, fill: red)))
  })
  v(1fr)
  context {
    let name = fitted("holder", data.holder, width, (32, 29, 26, 23, 20, 17, 14, 12, 10), weight: 700)
    let rule = calc.max(120mm, calc.min(width, measure(name).width + 16mm))
    stack(spacing: 3.2mm, name, line(length: rule, stroke: 0.5pt + gold))
  }
  if data.organisation != "" {
    v(3mm)
    fitted("organisation", data.organisation, width, (12, 11, 10, 9, 8), fill: gray)
  }
  if data.members != "" {
    v(3mm)
    fitted("members", data.members, width, (12, 11, 10, 9, 8, 7, 6), fill: gray)
  }
  v(1fr)
  fitted("sentence", data.sentence.zh, width, (16, 15, 14, 13, 12, 11, 10, 9, 8))
  v(6.5mm)
  fitted("award", text(tracking: 10pt, data.award.zh), width, (38, 34, 30, 26, 22, 18, 14), weight: 700, fill: red)
  v(5mm)
  fitted("award", english(data.award.en), width, (15, 13, 12, 11, 10, 9, 8), weight: 700, fill: gold, tracking: 1pt)
  v(4mm)
  fitted("sentence", english(data.sentence.en), width, (12, 11, 10, 9, 8, 7, 6), fill: gray)
}))

#place(bottom + left, dx: 31mm, dy: -24mm, {
  set align(left)
  set text(size: 8pt, fill: gray)
  grid(columns: (25mm, auto), column-gutter: 4.5mm, align: horizon, image(bytes(data.qr), format: "svg", width: 25mm, alt: data.scan.zh), {
    data.scan.zh
    v(1.4mm)
    english(data.scan.en)
    v(3mm)
    text(size: 10.5pt, weight: 700, fill: ink, tracking: 0.5pt, data.code)
  })
})
#place(bottom + center, dy: -22mm, pdf.artifact(seal(data.issuer.zh, data.sealPurpose)))
#place(bottom + right, dx: -31mm, dy: -25mm, box(width: 86mm, {
  set align(right)
  fitted("issuer", data.issuer.zh, 86mm, (15, 14, 13, 12, 11, 10, 9, 8, 7, 6), weight: 700)
  v(2.6mm)
  fitted("issuer", english(data.issuer.en), 86mm, (9, 8, 7, 6, 5), fill: gray)
  v(4.5mm)
  text(size: 12pt, cjk-latin-spacing: none, data.date.zh)
  v(2.2mm)
  text(size: 9pt, fill: gray, english(data.date.en))
}))
`;
