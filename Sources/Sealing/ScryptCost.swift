/// How much work one password costs (RFC 7914, section 2). Memory is 128 · rounds · block size bytes at a time.
public struct ScryptCost: Equatable, Sendable {
  /// N, a power of two.
  public let rounds: Int
  /// r.
  public let blockSize: Int
  /// p; the lanes are worked through one after the other.
  public let parallelism: Int

  /// A cost within the bounds below; anything else is `nil`, since stored text must not be able to stall the server.
  public init?(rounds: Int, blockSize: Int, parallelism: Int) {
    guard Self.allowedRounds.contains(rounds), rounds & (rounds - 1) == 0,
      Self.allowedBlockSizes.contains(blockSize), Self.allowedParallelism.contains(parallelism)
    else { return nil }
    self.init(trusted: rounds, blockSize, parallelism)
  }

  private init(trusted rounds: Int, _ blockSize: Int, _ parallelism: Int) {
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// The bounds of N.
  public static let allowedRounds = 1 << 4...1 << 18
  /// The bounds of r.
  public static let allowedBlockSizes = 1...16
  /// The bounds of p.
  public static let allowedParallelism = 1...16

  /// What the server uses: N = 2^15, r = 8, p = 3, which is 32 MiB. Of the settings that the source holds equal, one
  /// that takes little memory while calls are carried. Source: OWASP Password Storage Cheat Sheet, scrypt.
  public static let standard = ScryptCost(trusted: 1 << 15, 8, 3)
  /// For tests only: takes no time worth mentioning and protects nothing.
  public static let cheapForTests = ScryptCost(trusted: 1 << 4, 1, 1)
}
