/// Lines over a common axis, as SVG that stands in a page.
struct LinePlot {
  /// One line of a plot.
  struct Line {
    let name: String
    let points: [(x: Double, y: Double)]
  }

  let title: String
  /// What the picture shows, for those who don't see it.
  let description: String
  let xLabel: String
  let yLabel: String
  let lines: [Line]
  /// Marks of the horizontal axis with their texts; even ones when empty.
  var xMarks: [(x: Double, text: String)] = []
  /// A value that is drawn across, with its name.
  var limit: (name: String, y: Double)?

  private static let width = 760.0
  private static let height = 300.0
  private static let left = 64.0
  private static let right = 16.0
  private static let top = 16.0
  private static let bottom = 48.0

  /// The picture; classes `line0`, `line1` … get their colours from the page.
  var svg: String {
    let id = title.filter { $0.isLetter }
    return """
      <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-labelledby="\(id)T \(id)D">
      <title id="\(id)T">\(Markup.escape(title))</title><desc id="\(id)D">\(Markup.escape(description))</desc>
      \(axes)
      \(lines.enumerated().map { curve($0.offset, $0.element) }.joined(separator: "\n"))
      \(limitLine)
      </svg>
      """
  }

  private var allX: [Double] { lines.flatMap { $0.points.map(\.x) } + xMarks.map(\.x) }
  private var allY: [Double] { lines.flatMap { $0.points.map(\.y) } }

  private var xRange: (Double, Double) {
    let low = allX.min() ?? 0
    let high = allX.max() ?? 1
    return low < high ? (low, high) : (low - 0.5, low + 0.5)
  }

  /// From nothing to a round number at or above the highest; the limit is within when it isn't far above.
  private var yTop: Double {
    let highest = max(allY.max() ?? 1, 1e-3)
    let wanted = limit.map { $0.y <= highest * 3 ? max(highest, $0.y) : highest } ?? highest
    return Self.step(for: wanted / 4) * (wanted / Self.step(for: wanted / 4)).rounded(.up)
  }

  private static func step(for rough: Double) -> Double {
    var unit = 1e-4
    while unit * 10 <= rough { unit *= 10 }
    return [1.0, 2, 5, 10].map { $0 * unit }.first { $0 >= rough * 0.999 } ?? unit * 10
  }

  private func x(_ value: Double) -> String {
    let (low, high) = xRange
    return Decimal.text(Self.left + (value - low) / (high - low) * (Self.width - Self.left - Self.right), places: 1)
  }

  private func y(_ value: Double) -> String {
    Decimal.text(Self.height - Self.bottom - value / yTop * (Self.height - Self.top - Self.bottom), places: 1)
  }

  private var axes: String {
    let end = Decimal.text(Self.width - Self.right, places: 0)
    let step = Self.step(for: yTop / 4)
    let rows = stride(from: 0, through: yTop * 1.001, by: step).map { value in
      let text = Decimal.text(value, places: step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3)
      return "<line class=\"grid\" x1=\"\(Int(Self.left))\" x2=\"\(end)\" y1=\"\(y(value))\" y2=\"\(y(value))\"/>"
        + "<text x=\"\(Int(Self.left) - 8)\" y=\"\(y(value))\" dy=\"4\" text-anchor=\"end\">\(text)</text>"
    }
    let below = Decimal.text(Self.height - Self.bottom + 18, places: 0)
    let columns = marks.map {
      "<text x=\"\(x($0.x))\" y=\"\(below)\" text-anchor=\"middle\">\(Markup.escape($0.text))</text>"
    }
    let middle = Decimal.text((Self.left + Self.width) / 2, places: 0)
    let centre = Decimal.text((Self.height - Self.bottom) / 2, places: 0)
    return (rows + columns).joined(separator: "\n")
      + "<text x=\"\(middle)\" y=\"\(Int(Self.height) - 8)\" text-anchor=\"middle\">\(Markup.escape(xLabel))</text>"
      + "<text transform=\"translate(14 \(centre)) rotate(-90)\" text-anchor=\"middle\">\(Markup.escape(yLabel))</text>"
  }

  private var marks: [(x: Double, text: String)] {
    guard xMarks.isEmpty else { return xMarks }
    let (low, high) = xRange
    let step = max(Self.step(for: (high - low) / 8), 1)
    return stride(from: (low / step).rounded(.up) * step, through: high, by: step).map {
      ($0, Decimal.text($0, places: 0))
    }
  }

  private func curve(_ index: Int, _ line: Line) -> String {
    let points = line.points.map { "\(x($0.x)),\(y($0.y))" }.joined(separator: " ")
    return "<polyline class=\"line line\(index)\" points=\"\(points)\"/>"
  }

  private var limitLine: String {
    guard let limit, limit.y <= yTop else { return "" }
    let end = Decimal.text(Self.width - Self.right, places: 0)
    return "<line class=\"limit\" x1=\"\(Int(Self.left))\" x2=\"\(end)\" y1=\"\(y(limit.y))\" y2=\"\(y(limit.y))\"/>"
      + "<text x=\"\(end)\" y=\"\(y(limit.y))\" dy=\"-4\" text-anchor=\"end\">\(Markup.escape(limit.name))</text>"
  }
}
