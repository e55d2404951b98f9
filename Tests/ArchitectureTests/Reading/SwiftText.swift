/// Swift source taken apart into code and comments, each with the lines of the original.
///
/// String literals are blanked out, the code in their interpolations is kept. Names in backticks that are sentences
/// (test names) count as text, too. A bare regular expression (`/…/`) is read as code: a quotation mark in it hides the rest of
/// its line and no more.
struct SwiftText {
  private(set) var code: [String] = []
  private(set) var comments: [String] = []

  private enum Place: Equatable {
    /// Inside an interpolation when `parentheses` counts those still open in it.
    case code(parentheses: Int?)
    case lineComment
    case blockComment(depth: Int)
    case string(pounds: Int, isMultiline: Bool)
  }

  private let bytes: [UInt8]
  private var next = 0
  private var places: [Place] = [.code(parentheses: nil)]
  private var codeLine: [UInt8] = []
  private var commentLine: [UInt8] = []

  /// A text without a grammar: all of it is code.
  init(plain text: String) {
    bytes = []
    code = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    comments = code.map { _ in "" }
  }

  init(_ text: String) {
    bytes = Array(text.utf8)
    while next < bytes.count {
      if bytes[next] == UInt8(ascii: "\n") {
        endLine()
        next += 1
        continue
      }
      switch places[places.count - 1] {
      case .code(let parentheses): readCode(parentheses)
      case .lineComment: emit(1, to: \.commentLine)
      case .blockComment(let depth): readBlockComment(depth)
      case .string(let pounds, let isMultiline): readString(pounds, isMultiline)
      }
    }
    endLine()
  }

  // MARK: - Each place

  private mutating func readCode(_ parentheses: Int?) {
    if sees("//") {
      places.append(.lineComment)
    } else if sees("/*") {
      places.append(.blockComment(depth: 1))
      emit(2, to: \.commentLine)
    } else if let opening = stringOpening() {
      places.append(.string(pounds: opening.pounds, isMultiline: opening.isMultiline))
      emit(opening.length, to: nil)
    } else if sees("`"), let length = sentenceInBackticks() {
      emit(length, to: nil)
    } else {
      if let parentheses { count(parentheses) }
      emit(1, to: \.codeLine)
    }
  }

  /// Leaves the interpolation at the parenthesis that closes it.
  private mutating func count(_ parentheses: Int) {
    if sees("(") {
      places[places.count - 1] = .code(parentheses: parentheses + 1)
    } else if sees(")") {
      if parentheses == 1 {
        places.removeLast()
      } else {
        places[places.count - 1] = .code(parentheses: parentheses - 1)
      }
    }
  }

  private mutating func readBlockComment(_ depth: Int) {
    if sees("/*") {
      places[places.count - 1] = .blockComment(depth: depth + 1)
      emit(2, to: \.commentLine)
    } else if sees("*/") {
      if depth == 1 { places.removeLast() } else { places[places.count - 1] = .blockComment(depth: depth - 1) }
      emit(2, to: \.commentLine)
    } else {
      emit(1, to: \.commentLine)
    }
  }

  private mutating func readString(_ pounds: Int, _ isMultiline: Bool) {
    let marks = String(repeating: "#", count: pounds)
    let closing = (isMultiline ? "\"\"\"" : "\"") + marks
    if sees("\\" + marks + "(") {
      places.append(.code(parentheses: 1))
      emit(2 + pounds, to: nil)
    } else if sees("\\" + marks) {
      emit(min(2 + pounds, bytesLeftInLine), to: nil)
    } else if sees(closing) {
      places.removeLast()
      emit(closing.utf8.count, to: nil)
    } else {
      emit(1, to: nil)
    }
  }

  // MARK: - Looking ahead

  private var bytesLeftInLine: Int { bytes[next...].prefix { $0 != UInt8(ascii: "\n") }.count }

  private func sees(_ text: String) -> Bool { bytes[next...].starts(with: text.utf8) }

  private func stringOpening() -> (pounds: Int, isMultiline: Bool, length: Int)? {
    let pounds = bytes[next...].prefix { $0 == UInt8(ascii: "#") }.count
    let quotes = bytes[(next + pounds)...].prefix { $0 == UInt8(ascii: "\"") }.count
    guard quotes > 0 else { return nil }
    let isMultiline = quotes >= 3
    return (pounds, isMultiline, pounds + (isMultiline ? 3 : 1))
  }

  /// The length of a name in backticks that holds a space; a word in backticks (`default`) is code.
  private func sentenceInBackticks() -> Int? {
    let inside = bytes[(next + 1)...].prefix { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "\n") }
    return inside.contains(UInt8(ascii: " ")) ? inside.count + 2 : nil
  }

  // MARK: - Writing

  /// Takes `count` bytes: they go to one of the two lines, the other gets blanks.
  private mutating func emit(_ count: Int, to line: WritableKeyPath<SwiftText, [UInt8]>?) {
    let end = min(next + count, bytes.count)
    let blanks = [UInt8](repeating: UInt8(ascii: " "), count: end - next)
    codeLine += line == \.codeLine ? Array(bytes[next..<end]) : blanks
    commentLine += line == \.commentLine ? Array(bytes[next..<end]) : blanks
    next = end
  }

  private mutating func endLine() {
    code.append(String(decoding: codeLine, as: UTF8.self))
    comments.append(String(decoding: commentLine, as: UTF8.self))
    codeLine = []
    commentLine = []
    // What can't span lines ends here, also when it wasn't closed.
    switch places[places.count - 1] {
    case .lineComment, .string(_, isMultiline: false): places.removeLast()
    default: break
    }
  }
}
