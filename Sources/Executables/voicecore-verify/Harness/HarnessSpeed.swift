import ArgumentParser
import CommandConventions
import HarnessTrials

/// How fast the harness runs workloads that never fail.
struct HarnessSpeed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed", abstract: "How fast the harness runs, one core, against its bars.",
    discussion: """
      Runs laws that always hold with everyday settings (one worker, a limit for each case), counts by processor time
      of the whole process, takes the best slice; compares two workers with one by the clock on the wall; counts heap
      allocations of drawing.

      Example:
        voicecore-verify harness speed --seconds 5
      """)

  @Option(help: "Seconds for each workload.") var seconds = 2.0
  @Flag(help: "Prints JSON instead of the table.") var json = false

  func validate() throws {
    guard seconds > 0, seconds <= 3_600 else {
      throw ValidationError("--seconds: expected a number above 0, up to 3600")
    }
  }

  func run() async throws {
    let display = ProgressDisplay(laws: SpeedWorkload.all.count + 2)
    let time = Duration.seconds(seconds)
    let table = await display.showing {
      var trials: [SpeedTrial] = []
      for workload in SpeedWorkload.all {
        display.begin(workload.name, demanded: 0)
        var trial = SpeedTrial(workload)
        await trial.run(for: time) { ProcessClock.now }
        trials.append(trial)
        display.end("\(workload.name): \(CountText.fixed(trial.best, 0)) \(workload.unit)")
      }
      display.begin("two workers against one", demanded: 0)
      var workers = WorkerTrial()
      let start = ContinuousClock.now
      await workers.run(for: time) { ContinuousClock.now - start }
      await workers.compare()
      display.end("two workers against one: \(CountText.fixed(workers.ratio, 2)) times")
      display.begin("allocations of drawing", demanded: 0)
      let allocations = await DrawAllocations.measured { AllocationMeter.total }
      display.end(
        "allocations of drawing: \(allocations.count(where: \.isMet)) of \(allocations.count) kinds make none")
      return SpeedTable(trials, workers, allocations, meanLength: await SpeedWorkload.meanLength())
    }
    print(json ? table.json : table.text(colour: .ofStandardOutput))
    if !table.isMet { throw ExitCode(1) }
  }
}
