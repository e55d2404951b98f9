/// A command as a line of a program: `let call1 = start("+4912345")`, `hangUp(call1)`.
enum CommandText {
  static func line(_ command: Any, step: Int) -> String { onOneLine(text(command, step: step)) }

  /// A rendering without its line breaks.
  static func onOneLine(_ text: String) -> String {
    guard text.contains("\n") else { return text }
    var line = ""
    for piece in text.split(separator: "\n").map({ $0.drop { $0 == " " } }) {
      let isInside = line.isEmpty || line.last == "(" || line.last == "[" || piece.first == ")" || piece.first == "]"
      line += isInside ? piece : " " + piece
    }
    return line
  }

  private static func text(_ command: Any, step: Int) -> String {
    if let renderable = command as? any ReportRenderable { return renderable.reportText }
    let mirror = Mirror(reflecting: command)
    guard mirror.displayStyle == .enum else { return Rendering.text(command) }
    guard let (label, payload) = mirror.children.first else { return "\(command)()" }
    let inner = Mirror(reflecting: payload)
    let isTuple = inner.displayStyle == .tuple
    let arguments = isTuple ? Array(inner.children) : [(nil, payload)]
    let made = arguments.first { ($0.value as? any AnyReference)?.step == step }
    let others = arguments.filter { ($0.value as? any AnyReference)?.step != step }
    let call = "\(label ?? "command")(\(others.map(argument).joined(separator: ", ")))"
    return made.map { "let \(Rendering.text($0.value)) = \(call)" } ?? call
  }

  private static func argument(_ child: Mirror.Child) -> String {
    let text = Rendering.text(child.value)
    // Tuples call their unnamed parts ".0" and so on.
    guard let label = child.label, !label.hasPrefix(".") else { return text }
    return "\(label): \(text)"
  }
}
