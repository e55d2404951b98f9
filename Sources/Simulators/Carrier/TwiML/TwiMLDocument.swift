/// A TwiML document that the carrier would accept: parsed, checked and typed.
package struct TwiMLDocument: Equatable, Sendable {
  /// Largest document in bytes.
  package static let maximumBytes = 64 << 10
  /// Longest text of one `<Say>` in characters.
  static let maximumSpeech = 4096
  /// Most parties that ring at once.
  static let maximumParties = 10
  /// A stream parameter's name and value must be shorter together, in characters.
  static let parameterLimit = 500
  /// Longest name of a queue in characters.
  static let maximumQueueName = 64

  package let verbs: [TwiMLVerb]

  /// - Throws: with the reason and the carrier's code for whatever the real service would refuse.
  package init(parsing bytes: [UInt8]) throws(TwiMLRefusal) {
    guard bytes.count <= Self.maximumBytes else { throw .tooLarge("the document is larger than 64 KiB") }
    let root = try MarkupElement.root(of: bytes)
    guard root.name == "Response" else { throw .document("the root is <\(root.name)>, not <Response>") }
    try TwiMLGrammar.check(root)
    var verbs: [TwiMLVerb] = []
    for element in root.children { verbs.append(try TwiMLVerb(element)) }
    self.verbs = verbs
  }

  /// The same from text.
  package init(parsing text: String) throws(TwiMLRefusal) {
    try self.init(parsing: Array(text.utf8))
  }
}
