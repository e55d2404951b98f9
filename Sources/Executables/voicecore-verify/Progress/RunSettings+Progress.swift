import PropertyTesting

extension RunSettings {
  /// These settings, with the run's progress shown on `display`: the one place where the library's progress comes in.
  func showing(on display: ProgressDisplay) -> RunSettings { self }
}
