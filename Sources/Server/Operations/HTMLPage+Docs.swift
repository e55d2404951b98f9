internal import Web

extension HTMLPage {
  /// `/`: what this is, honestly.
  static let home = HTMLPage(
    title: "VoiceCore",
    body: """
      <p>This server answers telephone calls. It has no sign-in page yet: it is used through its API.</p>
      <ul>
      <li><a href="/docs">What the API offers</a></li>
      <li><a href="/openapi.json">The API's OpenAPI 3.1 document</a></li>
      <li><a href="/readyz">Whether the server is ready</a></li>
      </ul>
      """)

  /// `/docs`: every operation, folded; opens and closes by keyboard.
  static func docs(of routes: [any Route]) -> HTMLPage {
    let operations = OpenAPIDocument.documented(routes).map(Self.section).joined(separator: "\n")
    return HTMLPage(
      title: "VoiceCore API",
      body: """
        <p>Send <code>Authorization: Bearer TOKEN</code> with a token from <code>POST /v1/auth/login</code>.
        The whole truth is the <a href="/openapi.json">OpenAPI document</a>.</p>
        \(operations)
        """)
  }

  private static func section(_ documented: OpenAPIDocument.Documented) -> String {
    let operation = documented.operation
    let name = "\(documented.method.rawValue) \(documented.path)"
    let parameters = operation.parameters.map { parameter in
      row(parameter.name, "\(parameter.description)\(parameter.isRequired ? "" : " (optional)")")
    }
    let answers = operation.answers.map { row(String($0.status), $0.description) }
    return """
      <details>
      <summary><code>\(escaped(name))</code> \(escaped(operation.summary))</summary>
      <p>\(operation.needsToken ? "Needs a bearer token." : "Needs no token.")</p>
      \(table("Parameters", parameters))\(table("Answers", answers))</details>
      """
  }

  private static func table(_ caption: String, _ rows: [String]) -> String {
    guard !rows.isEmpty else { return "" }
    return "<table>\n<caption>\(caption)</caption>\n\(rows.joined(separator: "\n"))\n</table>\n"
  }

  private static func row(_ name: String, _ text: String) -> String {
    "<tr><th scope=\"row\"><code>\(escaped(name))</code></th><td>\(escaped(text))</td></tr>"
  }
}
