import Testing

/// One place that breaks a rule of the house, and what to do about it.
struct Violation: CustomStringConvertible {
  let path: String
  let line: Int
  let what: String
  let remedy: String

  init(_ file: SourceFile, line: Int, _ what: String, remedy: String) {
    self.init(file.path, line: line, what, remedy: remedy)
  }

  init(_ path: String, line: Int = 1, _ what: String, remedy: String) {
    self.path = path
    self.line = line
    self.what = what
    self.remedy = remedy
  }

  var description: String { "\(path):\(line): \(what); \(remedy)" }
}

/// Fails with all violations at once, so that one run shows all there is to mend.
func expectNone(_ violations: [Violation], sourceLocation: SourceLocation = #_sourceLocation) {
  guard !violations.isEmpty else { return }
  let list = violations.map { "  \($0)" }.joined(separator: "\n")
  Issue.record("\(violations.count) to mend:\n\(list)", sourceLocation: sourceLocation)
}

extension [Violation] {
  /// Where they are, as `path:line`: what the rules' own tests compare.
  var places: [String] { map { "\($0.path):\($0.line)" } }
}
