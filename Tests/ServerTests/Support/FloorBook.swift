import Server
import Synchronization
import VoiceCore

/// The operators' side of this node's calls: how often each was told to look.
final class FloorBook: Sendable {
  private let state = Mutex([CallPlace]())

  var changed: [CallPlace] { state.withLock(\.self) }

  var doors: FloorDoors { FloorDoors { place in self.state.withLock { $0.append(place) } } }
}
