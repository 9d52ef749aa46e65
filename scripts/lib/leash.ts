/** Preloaded into the processes we start: when the one that started it is gone, whatever the reason, this one ends in order. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// Waiting for that alone keeps no process alive.
process.channel?.unref()
