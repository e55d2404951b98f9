import ArgumentParser

/// How much a run asks for.
enum Profile: String, CaseIterable, ExpressibleByArgument {
  /// 100 cases on core and memory: what a developer runs while working.
  case quick
  /// 100 cases on every subject, with the seed of the commit: a gate that says the same when asked again.
  case ci
  /// 10,000 cases on every subject, with a drawn seed: new cases each night.
  case nightly

  static let everydayCases = 100
  static let nightlyCases = 10_000

  var cases: Int { self == .nightly ? Self.nightlyCases : Self.everydayCases }
}
