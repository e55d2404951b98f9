/// An element of an XML 1.0 document, just enough of it to write TwiML.
struct XMLElement {
  /// What an element holds.
  enum Content {
    case text(String)
    case element(XMLElement)
  }

  private let name: String
  private let attributes: [(name: String, value: String)]
  private let content: [Content]

  /// Attributes without a value are left out.
  init(_ name: String, _ attributes: [(String, String?)] = [], _ content: [Content] = []) {
    self.name = name
    self.attributes = attributes.compactMap { name, value in value.map { (name: name, value: $0) } }
    self.content = content
  }

  /// The document with this root.
  var document: String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    text += "<" + name
    for attribute in attributes { text += " \(attribute.name)=\"\(XMLText.escaped(attribute.value))\"" }
    guard !content.isEmpty else {
      text += "/>"
      return
    }
    text += ">"
    for part in content {
      switch part {
      case .text(let words): text += XMLText.escaped(words)
      case .element(let child): child.write(to: &text)
      }
    }
    text += "</\(name)>"
  }
}
