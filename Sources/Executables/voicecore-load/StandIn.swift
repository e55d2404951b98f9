import ArgumentParser
import LoadTests
import NIOPosix

extension LoadCommand {
  /// The echo that `run calls --stand-in` rings: a process of its own, as the server would be.
  struct StandIn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stand-in", abstract: "Echoes calls until it is stopped.", shouldDisplay: false)

    @Option(help: "The port on loopback.") var port: Int

    func run() async throws {
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      _ = try await StandInServer.start(port: port, on: group.next())
      // Until the signal, which ends the process.
      while true { try await Task.sleep(for: .seconds(3600)) }
    }
  }
}
