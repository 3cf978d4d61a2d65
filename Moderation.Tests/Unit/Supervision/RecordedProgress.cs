using System.Collections.Concurrent;

namespace Moderation.Tests.Unit.Supervision;

internal sealed class RecordedProgress : IProgress<string>
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public void Report(string value) => _lines.Enqueue(value);
}
