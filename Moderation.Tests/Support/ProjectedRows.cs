using Moderation.Api.Projections;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Tests.Support;

/// <summary>Writes records into their tables as the projection does, without a broker.</summary>
internal static class ProjectedRows
{
    public static async Task ProjectAsync(this NpgsqlDataSource database, IProjector projector, params IEnumerable<IWireRecord> records)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await projector.WriteAsync([.. records], transaction, CancellationToken.None);
        await transaction.CommitAsync();
    }
}
