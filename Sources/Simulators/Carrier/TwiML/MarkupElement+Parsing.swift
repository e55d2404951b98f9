internal import Foundation
internal import FoundationXML

extension MarkupElement {
  /// The root element of a document.
  /// - Throws: for anything that is not well-formed, deeper than `XMLReader.maximumDepth`, or declares entities.
  static func root(of document: [UInt8]) throws(TwiMLRefusal) -> MarkupElement {
    guard String(validating: document, as: UTF8.self) != nil else { throw .document("the document is not UTF-8") }
    // A document type may define entities that blow up or point elsewhere; TwiML has none.
    guard !String(decoding: document, as: UTF8.self).contains("<!DOCTYPE") else {
      throw .document("a document type is not allowed")
    }
    let reader = XMLReader()
    let parser = XMLParser(data: Data(document))
    parser.delegate = reader
    parser.shouldResolveExternalEntities = false
    guard parser.parse(), let root = reader.root else { throw .document("the document is not well-formed XML") }
    return root
  }
}

private final class XMLReader: NSObject, XMLParserDelegate {
  static let maximumDepth = 16
  var root: MarkupElement?
  private var open: [MarkupElement] = []

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    guard open.count < Self.maximumDepth else { return parser.abortParsing() }
    open.append(MarkupElement(name: elementName, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += string
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += String(decoding: block, as: UTF8.self)
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard let element = open.popLast() else { return }
    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
  }
}
