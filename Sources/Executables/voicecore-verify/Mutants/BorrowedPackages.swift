public import Foundation

/// The packages that the main build has fetched, taken over so that no fault needs the network; again whenever they have
/// changed there.
public struct BorrowedPackages {
  private static let state = "workspace-state.json"
  /// The main build's state as it was when they were taken over; the package manager rewrites its own.
  private static let stamp = "borrowed-state.json"
  private static let names = ["checkouts", "repositories", state]

  private let main: URL
  private let build: URL

  /// Packages of the scratch folder `main` for the scratch folder `build`.
  public init(from main: URL, for build: URL) {
    self.main = main
    self.build = build
  }

  /// Takes them over, unless that was done.
  public func take() {
    let files = FileManager.default
    let stamp = build.appendingPathComponent(Self.stamp)
    guard let state = try? Data(contentsOf: main.appendingPathComponent(Self.state)),
      (try? Data(contentsOf: stamp)) != state
    else { return }
    do {
      try files.createDirectory(at: build, withIntermediateDirectories: true)
      for name in Self.names {
        let target = build.appendingPathComponent(name)
        if files.fileExists(atPath: target.path) { try files.removeItem(at: target) }
        try files.copyItem(at: main.appendingPathComponent(name), to: target)
      }
      try state.write(to: stamp, options: .atomic)
    } catch {
      // A half of them is worse than none: then the package manager fetches them itself.
      for name in Self.names + [Self.stamp] { try? files.removeItem(at: build.appendingPathComponent(name)) }
    }
  }
}
