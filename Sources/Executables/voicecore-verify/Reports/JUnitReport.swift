/// The report for CI systems. Source: the JUnit XML schema of the Ant task, as Jenkins and GitLab read it.
public enum JUnitReport {
  /// The document, with a line break at the end.
  public static func text(_ rows: [ReportRow], _ head: ReportHead) -> String {
    let errors = rows.count { $0.verdict == .couldNotRun }
    let failures = rows.count { !$0.verdict.isGood } - errors
    let seconds = CountText.fixed(rows.map(\.seconds).reduce(0, +), 3).filter { $0 != "," }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuite name="voicecore-verify" tests="\(rows.count)" failures="\(failures)" errors="\(errors)" time="\(seconds)">
        <properties>
          <property name="voicecore" value="\(escaped(head.voicecore ?? "unknown"))"/>
          <property name="swift" value="\(escaped(head.swift))"/>
          <property name="system" value="\(escaped(head.system))"/>
          <property name="seed" value="\(head.seed)"/>
        </properties>
      \(rows.map(testCase).joined(separator: "\n"))
      </testsuite>

      """
  }

  private static func testCase(_ row: ReportRow) -> String {
    let name = "Feature: voicecore-ai, Property \(row.property): \(row.title) on \(row.subject)"
    let seconds = CountText.fixed(row.seconds, 3).filter { $0 != "," }
    let head = "  <testcase classname=\"voicecore.properties\" name=\"\(escaped(name))\" time=\"\(seconds)\""
    guard !row.verdict.isGood else { return head + "/>" }
    let element = row.verdict == .couldNotRun ? "error" : "failure"
    return """
      \(head)>
          <\(element) message="\(escaped(row.verdict.rawValue))">\(escaped(row.failure ?? ""))</\(element)>
        </testcase>
      """
  }

  /// Markup escaped; what XML 1.0 can't hold becomes the replacement character.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
