public import PropertyTesting

/// A tenant's extensions and the keys that a caller presses.
public struct DialledCase: Equatable, Sendable {
  /// Different digits, each an agent's.
  public let extensions: [String]
  /// Which agents are available, by place in `extensions`.
  public let available: [Int]
  public let presses: [Press]

  /// A key, so many milliseconds after the one before.
  public struct Press: Equatable, Sendable {
    public let after: Int
    public let key: Character
  }
}

extension Gen where Value == DialledCase {
  /// Up to six extensions of which many begin like others, with leading zeros; up to ten keys, mostly digits of these, at the
  /// edges of the inter-digit time (2 s).
  public static var dialledCase: Gen {
    gen { source throws(Discard) in
      let pool = ["1", "2", "20", "200", "201", "042", "04", "0420", "9"]
      let extensions = try source.draw(Gen<[String]>.subset(of: pool))
      let available = try source.draw(Gen<[Int]>.subset(of: Array(extensions.indices)))
      let press = zip(
        Gen<Int>.element(of: [100, 100, 100, 1999, 2000, 2001, 5000]),
        Gen<Character>.element(of: Array("0011222244#*9")))
      let presses = try source.draw(Gen<[(Int, Character)]>.array(of: press, count: 1...10))
      return DialledCase(
        extensions: extensions, available: available,
        presses: presses.map { DialledCase.Press(after: $0.0, key: $0.1) })
    }
  }
}
