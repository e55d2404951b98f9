/// Where a Swift source is code: everything else (comments, texts, attributes, directives) is blanked out.
public struct CodeMask {
  /// Stands in for a character that is no code.
  static let blank: Character = "\u{0}"

  private let source: [Character]
  private var masked: [Character]
  private var place = 0

  /// The lines of a source, character for character.
  public static func lines(of source: String) -> [String] {
    var mask = CodeMask(source)
    mask.run()
    return String(mask.masked).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private init(_ text: String) {
    source = Array(text)
    masked = source
  }

  private mutating func run() {
    while place < source.count {
      if starts("//") {
        skip { $0 != "\n" }
      } else if starts("/*") {
        skipComment()
      } else if source[place] == "\"" || source[place] == "#" && hashes(at: place).isOfText {
        skipText()
      } else if starts("#if") || starts("#else") || starts("#endif") {
        skip { $0 != "\n" }
      } else if source[place] == "@" || source[place] == "#" {
        skipAttribute()
      } else {
        place += 1
      }
    }
  }

  private func starts(_ word: String) -> Bool { source[place...].starts(with: word) }

  private func hashes(at start: Int) -> (count: Int, isOfText: Bool) {
    var end = start
    while end < source.count, source[end] == "#" { end += 1 }
    return (end - start, end < source.count && source[end] == "\"")
  }

  private mutating func drop(_ count: Int) {
    for _ in 0..<count where place < source.count {
      if source[place] != "\n" { masked[place] = Self.blank }
      place += 1
    }
  }

  private mutating func skip(while goesOn: (Character) -> Bool) {
    while place < source.count, goesOn(source[place]) { drop(1) }
  }

  private mutating func skipComment() {
    var depth = 0
    repeat {
      let (opens, closes) = (starts("/*"), starts("*/"))
      depth += opens ? 1 : closes ? -1 : 0
      drop(opens || closes ? 2 : 1)
    } while depth > 0 && place < source.count
  }

  private mutating func skipAttribute() {
    drop(1)
    skip { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    if place < source.count, source[place] == "(" { skipParentheses() }
  }

  /// From one parenthesis to its partner, with texts between them.
  private mutating func skipParentheses() {
    var depth = 0
    repeat {
      if source[place] == "\"" || source[place] == "#" && hashes(at: place).isOfText {
        skipText()
        continue
      }
      depth += source[place] == "(" ? 1 : source[place] == ")" ? -1 : 0
      drop(1)
    } while depth > 0 && place < source.count
  }

  private mutating func skipText() {
    let marks = hashes(at: place).count
    let sharps = String(repeating: "#", count: marks)
    drop(marks)
    let isLong = starts("\"\"\"")
    drop(isLong ? 3 : 1)
    let end = (isLong ? "\"\"\"" : "\"") + sharps
    while place < source.count {
      if starts("\\" + sharps + "(") {
        drop(1 + marks)
        skipParentheses()
      } else if starts("\\" + sharps) {
        drop(2 + marks)
      } else if starts(end) {
        return drop(end.count)
      } else if source[place] == "\n", !isLong {
        return
      } else {
        drop(1)
      }
    }
  }
}
