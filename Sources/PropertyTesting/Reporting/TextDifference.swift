/// In what two texts differ: by lines when there are several, else where the first scalar differs.
enum TextDifference {
  /// Scalars of a text that is shown whole.
  private static let whole = 60
  /// Scalars of a longer one that are shown before and after the first that differs.
  private static let context = 16
  /// Scalars that are named.
  private static let named = 6
  /// Common lines shown around differing ones.
  private static let contextLines = 2
  /// Lines that are aligned; of longer texts only the first differing place is told.
  private static let alignedLines = 2_000

  static func lines(_ actual: String, _ expected: String) -> [String] {
    let found = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isLong = found.count + wanted.count > alignedLines
    if max(found.count, wanted.count) < 3 || isLong || actual == expected { return firstPlace(actual, expected) }
    return lineByLine(found, wanted)
  }

  // MARK: - One line

  private static func firstPlace(_ actual: String, _ expected: String) -> [String] {
    let (found, wanted) = (Array(actual.unicodeScalars), Array(expected.unicodeScalars))
    let place = zip(found, wanted).prefix { $0 == $1 }.count
    let isShort = max(found.count, wanted.count) <= whole
    let shown = isShort ? 0..<whole : max(0, place - context)..<(place + context)
    let lines = SideBySide.lines(piece(found, shown), piece(wanted, shown))
    let equal = actual == expected ? "canonically equal, of other scalars: " : ""
    return lines + [
      "\(equal)from scalar \(place) on \(names(found, place)) instead of \(names(wanted, place))"
        + (found.count == wanted.count ? "" : "; \(found.count) scalars instead of \(wanted.count)")
    ]
  }

  private static func piece(_ scalars: [Unicode.Scalar], _ shown: Range<Int>) -> String {
    let part = shown.clamped(to: 0..<scalars.count)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[part])
    return (shown.lowerBound > 0 ? "…" : "") + TextLiteral.of(String(text))
      + (part.upperBound < scalars.count ? "…" : "")
  }

  private static func names(_ scalars: [Unicode.Scalar], _ place: Int) -> String {
    guard place < scalars.count else { return "the end" }
    let names = scalars[place...].prefix(named).map(TextLiteral.codePoint).joined(separator: " ")
    return scalars.count - place > named ? names + " …" : names
  }

  // MARK: - Several lines

  private static func lineByLine(_ found: [String], _ wanted: [String]) -> [String] {
    let difference = found.difference(from: wanted)
    var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var marked: [(mark: Character, line: String)] = []
    var (left, right) = (0, 0)
    while left < found.count || right < wanted.count {
      if removed.contains(right) {
        marked.append(("-", wanted[right]))
        right += 1
      } else if inserted.contains(left) {
        marked.append(("+", found[left]))
        left += 1
      } else {
        marked.append((" ", found[left]))
        (left, right) = (left + 1, right + 1)
      }
    }
    return ["lines: - expected, + actual"] + withContext(marked)
  }

  private static func withContext(_ marked: [(mark: Character, line: String)]) -> [String] {
    let changes = marked.indices.filter { marked[$0].mark != " " }
    var shown: [String] = []
    var last = -1
    for change in changes {
      let first = max(last + 1, change - contextLines)
      if first > last + 1 { shown.append("… \(first - last - 1) equal line\(first - last == 2 ? "" : "s")") }
      let end = min(marked.count - 1, change + contextLines)
      // The lines below a change are shown up to the next one.
      let next = changes.first { $0 > change } ?? marked.count
      for place in first...max(first, min(end, next - 1)) where place > last { shown.append(line(marked[place])) }
      last = max(last, min(end, next - 1))
    }
    if last < marked.count - 1 {
      let left = marked.count - 1 - last
      shown.append("… \(left) equal line\(left == 1 ? "" : "s")")
    }
    return shown
  }

  private static func line(_ marked: (mark: Character, line: String)) -> String {
    "\(marked.mark) " + Comparison.short(marked.line)
  }
}
