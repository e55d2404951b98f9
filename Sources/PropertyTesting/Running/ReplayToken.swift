/// One case of one property in a line of text, to run it again.
public struct ReplayToken: Equatable, Sendable, LosslessStringConvertible {
  enum Subject: Equatable {
    /// Case `index` of the run with `seed`, as chance made it. Written `vc1:PROPERTY:SEED:CASE`.
    case generated(seed: UInt64, index: Int)
    /// Exactly these choices, by rank. Written `vc1c:PROPERTY:` and base64url of variable-length numbers.
    case exact(ranks: [UInt64], shape: UInt64)
  }

  /// The property's number, or its title in lower-case letters, digits and hyphens.
  public let property: String
  let subject: Subject

  init(_ property: String, _ subject: Subject) {
    self.property = property
    self.subject = subject
  }

  /// The token in `text`, or `nil` when it is none.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, !parts[1].isEmpty else { return nil }
    property = String(parts[1])
    switch (parts[0], parts.count) {
    case ("vc1", 4):
      guard let seed = UInt64(parts[2], radix: 16), let index = Int(parts[3]), index >= 0 else { return nil }
      subject = .generated(seed: seed, index: index)
    case ("vc1c", 3):
      guard let bytes = Base64URL.decode(parts[2]), var numbers = Varints.decode(bytes), !numbers.isEmpty,
        numbers.count <= ChoiceSource.maximumChoices + 1
      else { return nil }
      let shape = numbers.removeFirst()
      subject = .exact(ranks: numbers, shape: shape)
    default: return nil
    }
  }

  public var description: String {
    switch subject {
    case .generated(let seed, let index): "vc1:\(property):\(String(seed, radix: 16)):\(index)"
    case .exact(let ranks, let shape): "vc1c:\(property):\(Base64URL.encode(Varints.encode([shape] + ranks)))"
    }
  }
}
