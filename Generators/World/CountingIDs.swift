import Synchronization
public import VoiceCore

extension IDSource {
  /// Counts from 1: the same program gets the same identifiers.
  public static func counting() -> IDSource {
    let last = Counter()
    return IDSource { UInt128(last.next()) }
  }
}

extension SecretTokens {
  /// Tokens that tell their digest: for tests only.
  public static func counting() -> SecretTokens {
    let last = Counter()
    return SecretTokens(make: { "token-\(last.next())" }, digest: { TokenDigest(hex: "digest-of-" + $0) })
  }

  /// Numbered secrets as long as real ones, 43 characters; by default their digests tell them in plain sight.
  public static func numbered(
    digest: @escaping @Sendable (String) -> TokenDigest = {
      TokenDigest(hex: $0.utf8.map { String($0, radix: 16) }.joined())
    }
  ) -> SecretTokens {
    let last = Counter()
    return SecretTokens(
      make: {
        let number = "\(last.next())"
        return "secret-" + String(repeating: "x", count: 36 - number.count) + number
      }, digest: digest)
  }
}

private final class Counter: Sendable {
  private let value = Mutex(0)

  func next() -> Int {
    value.withLock {
      $0 += 1
      return $0
    }
  }
}
