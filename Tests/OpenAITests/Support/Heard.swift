import Synchronization
import VoiceCore

/// Keeps what a receptionist tells, from whichever thread.
final class Heard: Sendable {
  private let state = Mutex<State>(State())

  private struct State {
    var events: [ReceptionistEvent] = []
    var reconnections = 0
    var saidBytes = 0
  }

  var events: [ReceptionistEvent] { state.withLock { $0.events } }
  var reconnections: Int { state.withLock { $0.reconnections } }
  var saidBytes: Int { state.withLock { $0.saidBytes } }

  func add(_ event: ReceptionistEvent) { state.withLock { $0.events.append(event) } }
  func reconnected() { state.withLock { $0.reconnections += 1 } }
  func said(_ bytes: Int) { state.withLock { $0.saidBytes = bytes } }
}
