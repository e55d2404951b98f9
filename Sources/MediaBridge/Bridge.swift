public import NIOCore

/// Joins the caller and the receptionist of one call on one event loop. The hot path: no task, lock or tree per frame.
///
/// Only what decides something leaves the loop, through `tell`: that the caller left.
public final class Bridge: CallerLegListener, Floor {
  /// After so much time without a frame the stream is dead: the carrier sends them all the time.
  public static let starvation: TimeAmount = .seconds(5)

  private let caller: any CallerLeg
  private var receptionist: (any ReceptionistLeg)?
  private let tell: (LegEnd) -> Void
  private var generation: UInt32 = 0
  private var marks: UInt32 = 0
  private var framesAtLastCheck = 0
  private var watch: Scheduled<Void>?

  /// Frames that came from the caller.
  public private(set) var framesHeard = 0
  /// Chunks that went to the caller.
  public private(set) var chunksSaid = 0

  /// Joins the two; `tell` hears once, on the loop, how the caller left. Must be called on the caller's event loop.
  public init(
    caller: any CallerLeg, receptionist: any ReceptionistLeg, tell: @escaping (LegEnd) -> Void
  ) {
    caller.eventLoop.preconditionInEventLoop()
    self.caller = caller
    self.receptionist = receptionist
    self.tell = tell
  }

  /// Lets the two hear each other.
  public func open() {
    watchForStarvation()
    receptionist?.join(self)
    // Last, for it may bring keys that were pressed meanwhile.
    caller.attach(self)
  }

  /// Closes the caller's leg; `tell` follows.
  public func close(_ departure: LegDeparture) { caller.leave(departure) }

  // MARK: From the caller

  public func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {
    framesHeard &+= 1
    receptionist?.callerSpoke(chunk, at: milliseconds)
  }

  public func callerPressed(_ key: Character) { receptionist?.callerPressed(key) }

  public func callerHeard(_ mark: PlaybackMark) {
    guard mark.generation == generation else { return }
    receptionist?.callerHeard(mark)
  }

  public func callerWritabilityChanged(isWritable: Bool) {}

  public func callerLeft(_ end: LegEnd) {
    guard let receptionist else { return }
    self.receptionist = nil
    watch?.cancel()
    watch = nil
    receptionist.leave()
    tell(end)
  }

  // MARK: From the receptionist

  public func say(_ chunk: AudioChunk) {
    chunksSaid &+= 1
    caller.play(chunk)
  }

  public func mark() -> PlaybackMark {
    marks &+= 1
    let mark = PlaybackMark(generation: generation, number: marks)
    caller.mark(mark)
    return mark
  }

  public func fallSilent() {
    generation &+= 1
    caller.clear()
  }

  // MARK: Starvation

  /// One timer a call, not one a frame: it compares counts.
  private func watchForStarvation() {
    framesAtLastCheck = framesHeard
    watch = caller.eventLoop.assumeIsolated().scheduleTask(in: Self.starvation) { [weak self] in
      guard let self, receptionist != nil else { return }
      guard framesHeard != framesAtLastCheck else {
        callerLeft(.starved)
        caller.leave(.failed)
        return
      }
      watchForStarvation()
    }
  }
}
