/// Keeps the new failures of a run. Whatever goes wrong with that is told and changes nothing.
struct Keeping: Sendable {
  let name: PropertyName
  let settings: RunSettings

  init(_ name: PropertyName, _ settings: RunSettings) {
    self.name = name
    self.settings = settings
  }

  /// A replay keeps nothing.
  var isWanted: Bool { settings.saved != nil && settings.replay == nil }

  /// Keeps those of `failures` that are new; warnings for the report.
  func keep(_ failures: [Counterexample]) -> [String] {
    let found = failures.filter { $0.origin != .replayed }
    guard let saved = settings.saved, isWanted, !found.isEmpty else { return [] }
    do throws(SavedFailuresProblem) {
      var kept = try saved.page(for: name.tokenName).failures.map(\.token)
      for failure in found {
        guard let token = failure.token, !kept.contains(token) else { continue }
        let origin = failure.failure.origin
        try saved.add(
          SavedFailure(token: token, origin: origin.place ?? origin.type, note: failure.failure.message),
          for: name.tokenName)
        kept.append(token)
      }
      return []
    } catch {
      return ["the failure was not saved: \(error)"]
    }
  }
}
