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
        <p>Send <code>Authorization: Bearer TOKEN</code> with a token from <code>POST /v1/auth/login</code>, or an API key.
        The whole truth is the <a href="/openapi.json">OpenAPI document</a>.</p>
        <p>Each command below can be copied into a shell where <code>SERVER</code> and <code>TOKEN</code> are set, as in
        <code>SERVER=http://127.0.0.1:8080</code>. Identifiers in them stand for what you have made yourself. Beside a role stands
        how far it goes: in the whole tenant, in the bearer's departments, or in what is the bearer's own.</p>
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
      <p>\(operation.deprecation == nil ? "" : "<strong>Deprecated: this will go.</strong> ")\(access(to: documented))</p>
      <pre><code>\(escaped(CurlLine.text(documented)))</code></pre>
      \(table("Parameters", parameters))\(table("Answers", answers))</details>
      """
  }

  /// Which scope is demanded, and who has it.
  private static func access(to documented: OpenAPIDocument.Documented) -> String {
    guard documented.operation.needsToken, let access = documented.access else { return "Needs no token." }
    let roles = access.roles.map { "<code>\(escaped($0.role))</code> (\(escaped($0.reach)))" }
    let scope = "<code>\(escaped(access.scope))</code>"
    return "Needs \(scope)\(access.isForKeys ? "" : ", which no API key has"): \(roles.joined(separator: ", "))."
  }

  private static func table(_ caption: String, _ rows: [String]) -> String {
    guard !rows.isEmpty else { return "" }
    return "<table>\n<caption>\(caption)</caption>\n\(rows.joined(separator: "\n"))\n</table>\n"
  }

  private static func row(_ name: String, _ text: String) -> String {
    "<tr><th scope=\"row\"><code>\(escaped(name))</code></th><td>\(escaped(text))</td></tr>"
  }
}
