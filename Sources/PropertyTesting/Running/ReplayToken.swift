/// One case of one property in a line of text, to run it again.
public struct ReplayToken: Equatable, Sendable, LosslessStringConvertible {
  enum Subject: Equatable {
    /// Case `index` of the run with `seed`, as chance made it. Written `vc1:PROPERTY:SEED:CASE`, and fit to be written by
    /// hand.
    case generated(seed: UInt64, index: Int)
    /// Exactly these choices, by rank. Written `vc1c:PROPERTY:`, base64url of variable-length numbers, and two characters
    /// to check that nothing was lost or changed on the way.
    case exact(ranks: [UInt64], shape: UInt64)
  }

  /// The property's number, or its title in lower-case letters, digits and hyphens.
  public let property: String
  let subject: Subject

  init(_ property: String, _ subject: Subject) {
    self.property = property
    self.subject = subject
  }

  /// The token in `text`, or `nil` when it is none; ``parse(_:)`` says why.
  public init?(_ text: String) {
    guard let token = try? Self.parse(text) else { return nil }
    self = token
  }

  public var description: String {
    switch subject {
    case .generated(let seed, let index): return "vc1:\(property):\(String(seed, radix: 16)):\(index)"
    case .exact(let ranks, let shape):
      let text = "vc1c:\(property):\(Base64URL.encode(Varints.encode([shape] + ranks)))"
      return text + Checksum.of(text[...])
    }
  }
}
