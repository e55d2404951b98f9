public import PropertyTesting
public import VoiceCore

/// Content and personal values that must not lie open, what happens to the keys meanwhile, and where a bit is flipped.
public struct SealedCase: Equatable, Sendable {
  /// What happens, one after the other; everything is filled in before and after.
  public enum Step: Equatable, Sendable, CaseIterable {
    case say, rotateDataKey, rotateMasterKey
  }

  /// A word that nothing else says; a label of a domain, too.
  public let word: String
  /// What people type or say: the word among marks, quotes, emoji.
  public let text: String
  public let number: PhoneNumber
  public let steps: [Step]
  /// Taken modulo the length of what is sealed.
  public let bit: Int
}

extension Gen where Value == SealedCase {
  /// Any of these. Shrinks to no steps and a plain text.
  public static var sealedCase: Gen {
    gen { source in
      let letters: String = try source.draw(.string(alphabet: "abcdefghijklmnopqrstuvwxyz0123456789", count: 12...12))
      let word = "canary" + letters
      let before: String = try source.draw(
        .element(of: ["", "\"", "\\u0041", "né\u{301} ", "😀", "%_'; --", "{\"a\":1} "]))
      let digits: String = try source.draw(.string(alphabet: "23456789", count: 7...7))
      guard let number = PhoneNumber("+1415" + digits) else { preconditionFailure("ten digits behind +1 are a number") }
      let after: String = try source.draw(.unicode(0...4))
      return SealedCase(
        word: word, text: before + word + after, number: number,
        steps: try source.draw(.array(of: .element(of: SealedCase.Step.allCases), count: 0...4)),
        bit: try source.draw(.int(0...100_000)))
    }
  }
}
