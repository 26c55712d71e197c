Dear analyzer, please find attached no kernel.
