/// Checks properties with one set of settings.
public struct Runner: Sendable {
  /// How it checks.
  public var settings: RunSettings

  /// A runner with `settings`.
  public init(_ settings: RunSettings = RunSettings()) { self.settings = settings }

  /// Tries to falsify `property`: its examples, then cases by chance; a failing case is made as small as it gets.
  public func run(_ property: Property) async -> Report { await property.run(settings) }
}

/// Tries to falsify `property`: its examples, then cases by chance; a failing case is made as small as it gets.
public func check(_ property: Property, _ settings: RunSettings = RunSettings()) async -> Report {
  await Runner(settings).run(property)
}
