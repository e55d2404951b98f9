public import MediaBridge
public import NIOCore
import Synchronization
public import VoiceCore

/// A receptionist who says what the test says, in each call that she has joined.
public final class ScriptedReceptionist: VoiceAI {
  /// What became of her floor.
  public enum FloorNews: Equatable, Sendable { case lost, got }

  private struct State {
    /// The ways into the sessions, in the order of their calls.
    var told: [@Sendable (ReceptionistEvent) -> Void] = []
    var directives: [ReceptionistDirective] = []
    var keys = ""
    var floorNews: [FloorNews] = []
    var briefs: [ReceptionistBrief] = []
  }

  private let state = Mutex(State())
  private let failure: VoiceAIFailure?

  /// One who joins every call, or fails to so.
  public init(failing failure: VoiceAIFailure? = nil) { self.failure = failure }

  /// What she was told to do, whichever call it was.
  public var directives: [ReceptionistDirective] { state.withLock { $0.directives } }
  /// What the callers pressed.
  public var keys: String { state.withLock { $0.keys } }
  /// When a person took over, and when they handed back, whichever call it was.
  public var floorNews: [FloorNews] { state.withLock { $0.floorNews } }
  /// What she was told of each call.
  public var briefs: [ReceptionistBrief] { state.withLock { $0.briefs } }
  public var hasJoined: Bool { state.withLock { !$0.told.isEmpty } }

  /// Tells it to the call that she has joined last.
  public func say(_ event: ReceptionistEvent) { state.withLock { $0.told.last }?(event) }

  /// Tells it to the call that she has joined as number so-and-so, from 0.
  public func say(_ event: ReceptionistEvent, in call: Int) {
    state.withLock { $0.told.indices.contains(call) ? $0.told[call] : nil }?(event)
  }

  public func join(
    _ brief: ReceptionistBrief, at place: any EventLoop, tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) async throws(VoiceAIFailure) -> ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>> {
    if let failure { throw failure }
    state.withLock { state in
      state.told.append(tell)
      state.briefs.append(brief)
    }
    let leg: NIOLoopBound<SilentLeg>
    let seat: NIOLoopBound<any ReceptionistLeg>
    do {
      leg = try await place.submit { [self] in
        let silent = SilentLeg { key in
          self.state.withLock { $0.keys.append(key) }
        } noting: { news in
          self.state.withLock { $0.floorNews.append(news) }
        }
        return NIOLoopBound(silent, eventLoop: place)
      }.get()
      seat = try await place.submit { NIOLoopBound(leg.value as any ReceptionistLeg, eventLoop: place) }.get()
    } catch {
      throw .unreachable
    }
    return ReceptionistSeat(leg: seat) { [self] directive in
      // First, so that whoever sees the directive knows the announcement to be on its way.
      if case .announce = directive { place.execute { leg.value.announce() } }
      state.withLock { $0.directives.append(directive) }
    }
  }
}

/// A receptionist's leg that says nothing but announcements, and of what it hears notes the keys.
final class SilentLeg: ReceptionistLeg {
  private let note: (Character) -> Void
  private let noteFloor: (ScriptedReceptionist.FloorNews) -> Void
  private weak var floor: (any Floor)?

  init(
    _ note: @escaping (Character) -> Void, noting noteFloor: @escaping (ScriptedReceptionist.FloorNews) -> Void
  ) {
    self.note = note
    self.noteFloor = noteFloor
  }

  func join(_ floor: any Floor) { self.floor = floor }

  func announce() {
    floor?.say(AudioChunk(muLaw: Array(repeating: MuLaw.silence, count: AudioChunk.bytesPerFrame)))
    _ = floor?.mark()
  }

  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {}
  func callerPressed(_ key: Character) { note(key) }
  func callerHeard(_ mark: PlaybackMark) {}
  func callerBrokeIn(at position: Int) {}
  func callerFellSilent() {}
  func lostFloor(at position: Int) { noteFloor(.lost) }
  func gotFloor() { noteFloor(.got) }
  func leave(at position: Int) {}
}
