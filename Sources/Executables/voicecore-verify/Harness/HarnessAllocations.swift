import ArgumentParser
import CommandConventions

/// Whether the allocation counter counts: what says that drawing doesn't allocate must be able to say the opposite.
struct HarnessAllocations: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocations", abstract: "Whether the allocation counter of this build counts.", shouldDisplay: false)

  private static let objects = 1_000

  func run() async throws {
    let made = AllocationProbe.objects(Self.objects)
    let none = AllocationProbe.arithmetic(Self.objects)
    print("\(made) allocations of \(Self.objects) objects, \(none) of arithmetic")
    guard made >= Self.objects, none == 0 else {
      StandardError.write("Error: the allocation counter doesn't count in this build")
      throw ExitCode(1)
    }
  }
}
