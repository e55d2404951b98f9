import Server
import Synchronization
import VoiceCore

/// The operators' side of this node's calls: here or not, as the test says, and how often each was told to look.
final class FloorBook: Sendable {
  private let state = Mutex((isHere: true, changed: [CallPlace]()))

  var changed: [CallPlace] { state.withLock { $0.changed } }
  func moveAway() { state.withLock { $0.isHere = false } }

  var doors: FloorDoors {
    FloorDoors(
      nodeURL: "https://node1.example", isHere: { _ in self.state.withLock { $0.isHere } },
      changed: { place in self.state.withLock { $0.changed.append(place) } })
  }
}
