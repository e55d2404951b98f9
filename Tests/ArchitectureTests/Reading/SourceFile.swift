/// One file of the project as the rules see it: a path from the project's root, and text.
///
/// Rules are functions over these values, so that each can be shown a violation that it must find.
struct SourceFile: Sendable {
  let path: String
  let text: String
  /// The text with comments and string literals blanked out, line for line.
  let code: [String]
  /// The text with everything but comments blanked out, line for line.
  let comments: [String]

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
    let parts = path.hasSuffix(".swift") ? SwiftText(text) : SwiftText(plain: text)
    code = parts.code
    comments = parts.comments
  }

  /// The text's lines as they stand.
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  var isSwift: Bool { path.hasSuffix(".swift") }

  /// The last part of the path.
  var name: Substring { path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...] }

  func isUnder(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }
}
