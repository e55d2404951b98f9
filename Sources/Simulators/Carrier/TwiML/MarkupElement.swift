/// One element of an XML document, with its text in one piece.
struct MarkupElement: Sendable {
  let name: String
  let attributes: [String: String]
  var children: [MarkupElement] = []
  var text = ""
}
