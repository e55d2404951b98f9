import ArgumentParser
import CommandConventions
import HarnessTrials
import PropertyTesting

/// Whether the allocation counter counts: what says that drawing doesn't allocate must be able to say the opposite.
struct HarnessAllocations: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocations", abstract: "Whether the allocation counter of this build counts.", shouldDisplay: false)

  private static let objects = 1_000

  func run() async throws {
    let made = AllocationProbe.objects(Self.objects)
    let none = AllocationProbe.arithmetic(Self.objects)
    // A text of 36 bytes is an object at least; if drawing one makes none, then none is seen.
    let text = await DrawAllocations.drawing("text", Gen<String>.uuidText(in: .lower)) { AllocationMeter.total }
    print(
      "\(made) allocations of \(Self.objects) objects, \(none) of arithmetic, "
        + "\(CountText.fixed(text.perDraw, 2)) of drawing a text")
    guard made >= Self.objects, none == 0, text.perDraw >= 1 else {
      StandardError.write("Error: the allocation counter doesn't count in this build")
      throw ExitCode(1)
    }
  }
}
