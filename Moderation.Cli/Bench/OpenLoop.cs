using System.Diagnostics;

namespace Moderation.Cli.Bench;

/// <summary>Sends at a fixed rate whatever comes back, as the world does: a slow answer delays no later question, and a question that is sent late counts its delay.</summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Sends for some time and waits for every answer.</summary>
    /// <param name="rate">Questions a second.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="send">Sends one, by its number from 0.</param>
    /// <param name="time">What the pace is kept by.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>For each, what came back, and the time from when it was due.</returns>
    public static async Task<IReadOnlyList<(T Answer, TimeSpan Took)>> RunAsync<T>(
        int rate, TimeSpan duration, Func<int, Task<T>> send, TimeProvider time, CancellationToken stop)
    {
        var count = (int)(rate * duration.TotalSeconds);
        var answers = new Task<(T, TimeSpan)>[count];
        var begun = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            var due = begun + (long)((double)number / rate * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < due)
                await Task.Delay(Tick, time, stop);
            answers[number] = AnswerAsync(send(number), due);
        }

        return await Task.WhenAll(answers);
    }

    private static async Task<(T, TimeSpan)> AnswerAsync<T>(Task<T> sent, long due)
    {
        var answer = await sent;
        return (answer, Stopwatch.GetElapsedTime(due));
    }
}
