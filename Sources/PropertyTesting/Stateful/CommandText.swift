/// A command as Swift source on one line: `.pay(1)`. References are the numbers of the steps that make them.
enum CommandText {
  static func of(_ command: Any) -> String {
    onOneLine(ReferenceStyle.$isSource.withValue(true) { Rendering.text(command) })
  }

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
}
