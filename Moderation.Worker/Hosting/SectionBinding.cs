namespace Moderation.Worker.Hosting;

/// <summary>Binds a section to its options so that a misspelt key, or a value out of range, stops the start with its name.</summary>
internal static class SectionBinding
{
    /// <param name="services">Where to register.</param>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="path">Path of the section.</param>
    /// <param name="nested">Names inside the section that are sections of their own, bound elsewhere.</param>
    public static void AddSection<T>(this IServiceCollection services, IConfiguration configuration, string path, params string[] nested)
        where T : class
    {
        services.AddOptions<T>()
            .Configure(options => Without(configuration.GetSection(path), nested).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<T>>().Value);
    }

    private static IConfiguration Without(IConfigurationSection section, string[] nested)
    {
        if (nested.Length == 0)
            return section;
        var kept = section.AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is not null && !nested.Contains(pair.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase));
        return new ConfigurationBuilder().AddInMemoryCollection(kept).Build();
    }
}
