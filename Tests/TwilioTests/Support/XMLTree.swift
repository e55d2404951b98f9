import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// A parsed document, in which the order of attributes and the form of empty elements don't count.
struct XMLTree: Equatable {
  var name: String
  var attributes: [String: String]
  var text = ""
  var children: [XMLTree] = []

  init(name: String, attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  init(_ document: String) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(document.utf8))
    parser.delegate = reader
    try #require(parser.parse(), "not well-formed: \(document)")
    self = try #require(reader.root)
  }

  func first(_ name: String) -> XMLTree? { children.first { $0.name == name } }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: XMLTree?
    private var open: [XMLTree] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) { open.append(XMLTree(name: name, attributes: attributes)) }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      open[open.count - 1].text += text
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      let element = open.removeLast()
      if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }
  }
}
