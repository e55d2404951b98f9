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
