using System.Security.Cryptography;
using System.Text;
using Confluent.Kafka;
using Moderation.Api.Database;
using Moderation.Api.Publication;
using Moderation.Api.Review.Audit;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Projections.DeadLetters;

/// <summary>What came of a request about a dead letter.</summary>
/// <param name="Original">The record that the letter is about; null when it cannot be had.</param>
/// <param name="Refusal">Why not; null together with <paramref name="Original"/> when there is no such letter.</param>
internal readonly record struct LetterOutcome(ConsumeResult<byte[]?, byte[]?>? Original, string? Refusal);

/// <summary>Opens dead letters and sends what they are about again. Both are in the audit log before they happen.</summary>
internal sealed class DeadLetterDesk(DeadLetterReader reader, BrokerWriter broker, NpgsqlDataSource source, AuditLog audit)
{
    private const string Opened = "dead_letter.opened";
    private const string Redriven = "dead_letter.redriven";

    private static readonly SqlQuery<RedrivenRow> SelectRedriven = new(
        """
        select distinct on (target) target, actor, at
        from audit_entry
        where kind = 'dead_letter.redriven' and target = any(@targets)
        order by target, entry_id desc
        """);

    /// <summary>Who last sent which of these records again, by the record's place.</summary>
    public async Task<IReadOnlyDictionary<string, RedrivenRow>> RedrivenAsync(IEnumerable<PlacedLetter> letters, CancellationToken token)
    {
        var targets = letters.Where(letter => letter.Letter is not null).Select(letter => letter.Letter!.Source.ToString()).Distinct().ToArray();
        return targets.Length == 0 ? new Dictionary<string, RedrivenRow>() : (await source.QueryAsync(SelectRedriven, new { targets }, token)).ToDictionary(row => row.Target);
    }

    /// <summary>Shows what the letter is about.</summary>
    public Task<LetterOutcome> OpenAsync(int partition, long offset, string actor, CancellationToken token) => HandleAsync(partition, offset, Opened, actor, null, token);

    /// <summary>Writes the record again to the end of the very partition in which it lay, with its key and its headers.</summary>
    /// <exception cref="BrokerAwayException">The broker did not take it in time; it may be there.</exception>
    public async Task<LetterOutcome> RedriveAsync(int partition, long offset, string actor, string note, CancellationToken token)
    {
        var outcome = await HandleAsync(partition, offset, Redriven, actor, note, token);
        if (outcome.Original is { Message: var message } original)
            await broker.WriteAsync(original.TopicPartition, message, token);
        return outcome;
    }

    private async Task<LetterOutcome> HandleAsync(int partition, long offset, string kind, string actor, string? note, CancellationToken token)
    {
        if (await reader.FindAsync(partition, offset, token) is not { Letter: { } letter })
            return default;
        // A letter of a letter would go round for ever, and what is no topic of this service is none of its business.
        if (letter.Source.Topic == TopicNames.DeadLetters || !TopicNames.All.Contains(letter.Source.Topic))
            return new LetterOutcome(null, $"Records of {letter.Source.Topic} are not handled here.");
        if (await reader.OriginalAsync(letter.Source, token) is not { } original)
            return new LetterOutcome(null, $"{letter.Source} is gone: its topic holds it no more.");
        if (Convert.ToHexStringLower(SHA256.HashData(original.Message.Value ?? [])) != letter.Sha256)
            return new LetterOutcome(null, $"At {letter.Source} lies another record: the topic was made anew.");
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await audit.AppendAsync(transaction, new AuditEvent(kind, actor, letter.Source.ToString(), new { reason = WireWord.From(letter.Reason), note }), token);
        await transaction.CommitAsync(token);
        return new LetterOutcome(original, null);
    }

    /// <summary>A value as text; null where it is none, such as a picture: those are shown nowhere but as evidence.</summary>
    public static string? Text(byte[]? value)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(value ?? []);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>That somebody sent a record again.</summary>
internal sealed record RedrivenRow
{
    public string Target { get; init; } = "";

    public string Actor { get; init; } = "";

    public DateTimeOffset At { get; init; }
}
