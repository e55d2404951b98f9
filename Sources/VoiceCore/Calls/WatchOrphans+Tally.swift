extension WatchOrphans {
  /// What a round came to.
  public struct Tally: Equatable, Sendable {
    /// Calls that run.
    public internal(set) var live = 0
    /// Calls about which the carrier was told to ask anew.
    public internal(set) var rescued = 0
    /// Calls that are over.
    public internal(set) var ended = 0
    /// Calls that somebody has after all.
    public internal(set) var held = 0
    /// Calls of which the carrier didn't tell how they stand, or took no word.
    public internal(set) var unknown = 0
    /// Calls that were due and for which the round had no time.
    public internal(set) var left = 0
    /// What the carrier said last when it didn't do what it was asked.
    public internal(set) var refusal: TelephonyFailure?
    /// What went wrong last with the store.
    public internal(set) var failure: StoreFailure?

    /// Nothing.
    public init() {}

    mutating func count(_ result: Result<RescueCall.Outcome, StoreFailure>) {
      switch result {
      case .success(.over): ended += 1
      case .success(.broughtBack): rescued += 1
      case .success(.isHeld): held += 1
      case .success(.unknown(let refusal)), .success(.postponed(let refusal)):
        unknown += 1
        self.refusal = refusal
      case .failure(let failure): self.failure = failure
      }
    }
  }
}
