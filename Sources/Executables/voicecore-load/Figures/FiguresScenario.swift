import ArgumentParser
import CommandConventions
import EmbeddedStore
import Foundation
import LoadTests
import MemoryStore
import NIOCore
import NIOPosix
import ObjectStorage
import Sealing
import Server
import VoiceCore
import Webhooks

/// `run analytics` and its like: measures, prints, writes files.
struct FiguresScenario: Sendable {
  /// Sizes of a tenant's year unless told.
  private static let yearSizes = [10_000, 100_000, 1_000_000]
  /// How often each question is asked.
  private static let askedTimes = 9

  /// How many calls are exported unless told.
  private static let exportedCalls = 100_000
  /// How many listen, unless told.
  private static let audiences = [1, 100, 1_000]

  let suite: FiguresSuite
  let options: FiguresOptions
  let calls: CallsOptions
  let seconds: Int?
  let command: String
  let isJSON: Bool

  func run() async throws {
    let place = try TemporaryDatabase()
    defer { place.remove() }
    let figures =
      switch suite {
      case .analytics: try await analytics(in: place)
      case .webhooks: try await webhooks(in: place)
      case .events: try await events()
      case .exports: try await exports(in: place)
      }
    let found = FiguresReport(
      title: suite.rawValue, date: Date().formatted(.iso8601), command: command, figures: figures)
    try calls.report.write(found)
    print(
      isJSON ? try found.json : TextTable(FiguresReport.heading, found.rows, rightAligned: [1]).text + "\n",
      terminator: "")
    guard found.breaches.isEmpty else {
      StandardError.write("limits broken: \(found.breaches.joined(separator: "; "))")
      throw ExitCode(1)
    }
  }

  private func analytics(in place: TemporaryDatabase) async throws -> [Figure] {
    let sizes = calls.calls.flatMap { Int($0) }.map { [$0] } ?? Self.yearSizes
    var figures: [Figure] = []
    for size in sizes {
      let year = AnalyticsYear(calls: size, seed: calls.seed)
      for kind in options.stores(of: LoadStore.allCases) {
        figures += try await kind.open(named: "analytics-\(size)", in: place) { store in
          try await AnalyticsRun(year, on: store, called: kind.words, zones: SystemTimeZones())(
            times: Self.askedTimes, progress: { StandardError.write($0) })
        }
      }
    }
    return figures
  }

  private func events() async throws -> [Figure] {
    let sizes = options.sockets.isEmpty ? Self.audiences : options.sockets
    let calls = max(1, (seconds ?? 10) * 4)
    let server = OwnServer(keys: EventsRun.mostSockets / EventsRun.socketsOfKey, scopes: [.readEvents])
    return try await server.running { place in
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      var figures: [Figure] = []
      do {
        for size in sizes {
          StandardError.write("\(size) sockets, \(calls) calls …")
          figures += try await EventsRun(to: place.target, keys: place.keys, on: group)(sockets: size, calls: calls)
        }
      } catch {
        try? await group.shutdownGracefully()
        throw error
      }
      try? await group.shutdownGracefully()
      return figures
    }
  }

  private func exports(in place: TemporaryDatabase) async throws -> [Figure] {
    let count = calls.calls.flatMap { Int($0) } ?? Self.exportedCalls
    var figures: [Figure] = []
    for kind in options.stores(of: [.memory, .sqlite]) {
      StandardError.write("\(kind.words): filling and exporting \(count) calls …")
      let objects = try FileObjects(directory: place.directory.appendingPathComponent("objects-\(kind)").path)
      figures += try await kind.open(named: "exports", in: place) { store in
        try await ExportsRun(
          on: store, called: kind.words, objects: objects, sealing: ObjectSealer(), digests: .sha256,
          time: SystemTime(), chance: .system)(calls: count, seed: calls.seed)
      }
    }
    return figures
  }

  private func webhooks(in place: TemporaryDatabase) async throws -> [Figure] {
    let plan = WebhooksPlan(seconds: Double(seconds ?? 6))
    var figures: [Figure] = []
    for kind in options.stores(of: [.memory, .sqlite]) {
      var outcomes: [(WebhooksPlan.Dead, WebhooksRun.Outcome)] = []
      for dead in WebhooksPlan.Dead.allCases {
        StandardError.write("\(kind.words): \(plan.backlog) events to each of \(plan.endpoints), \(dead.words) …")
        outcomes.append((dead, try await send(plan, dead, on: kind, in: place)))
      }
      figures += WebhooksRun.figures(outcomes, on: kind.words, plan)
    }
    return figures
  }

  private func send(
    _ plan: WebhooksPlan, _ dead: WebhooksPlan.Dead, on kind: LoadStore, in place: TemporaryDatabase
  ) async throws -> WebhooksRun.Outcome {
    let sender = HTTPWebhooks(
      WebhookRule(allowsLoopback: true), on: MultiThreadedEventLoopGroup.singleton, writing: WebhookBody.bytes)
    do {
      let outcome = try await kind.open(named: "webhooks-\(dead.rawValue)", in: place) { store in
        try await WebhooksRun(on: store, leadership: ProcessLeadership(), time: SystemTime(), sender: sender)(
          plan, dead: dead)
      }
      await sender.close()
      return outcome
    } catch {
      await sender.close()
      throw error
    }
  }
}
